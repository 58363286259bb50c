import { emitContract } from "../../src/emit/typescript/user-id-module.ts";
import type { IdForm, IdFormat } from "../../src/plan/ids/identity.ts";
import type { ParsedId } from "../../src/runtime/definition.ts";
import { loadModule, NAMESPACE, toJavaScript } from "../vectors/load-vectors.ts";

/** The `user-id.ts` of the shop's plan, as the generator writes it. */
interface ShopContract {
  readonly parseUserId: (raw: unknown) => ParsedId;
  readonly parseSystemId: (raw: unknown) => ParsedId;
  readonly parseRobotId: (raw: unknown) => ParsedId;
  readonly parseWorkspaceKey: (raw: unknown) => ParsedId;
  readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
}

function form(format: IdFormat, prefix: string, acceptUnprefixed = false): IdForm {
  return { at: [], format, prefix, acceptUnprefixed };
}

const code = emitContract({
  user: { forms: [form({ kind: "uuid" }, "user_", true)] },
  actors: [
    { name: "robot", forms: [form({ kind: "integer" }, "robot_", true)] },
    { name: "system", forms: [form({ kind: "pattern", pattern: "[a-z_]+" }, "system_")] },
  ],
  groupKeys: [{ name: "workspace", forms: [form({ kind: "uuid" }, "")] }],
  namespace: NAMESPACE,
});

export const { parseUserId, parseSystemId, parseRobotId, parseWorkspaceKey, eventUuid } =
  await loadModule<ShopContract>(toJavaScript(code));
