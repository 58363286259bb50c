import type { Plan } from "../plan/plan.ts";
import type { SentFrom } from "../plan/sent-from.ts";
import { byCodeUnit } from "../text/order.ts";
import { agentsEmitter } from "./agents-page.ts";
import { docsEmitter } from "./docs/docs-emitter.ts";
import { type Emitter, isFor, type SealedFile } from "./emitter.ts";
import { addHeader } from "./header.ts";
import { planJsonEmitter } from "./plan-json.ts";
import { includedSchemaEmitter, schemaEmitter } from "./schema/schema-emitters.ts";
import { browserEmitter, nativeEmitter } from "./typescript/browser-module.ts";
import { eventsEmitter } from "./typescript/events-module.ts";
import { indexEmitter } from "./typescript/index-module.ts";
import { userIdEmitter } from "./typescript/user-id-module.ts";
import { validatorsEmitter } from "./typescript/validators-module.ts";

interface EmitOptions {
  /** Where events are sent from, which the docs show. */
  readonly sentFrom?: SentFrom | undefined;
  /** Is called before each emitter makes its files, with the emitter's name. */
  readonly before?: (emitter: string) => void;
}

/**
 * Every generated file of a plan, with its header and sorted by folder and path. A function of what it is given alone: the
 * same plan gives the same bytes.
 *
 * @throws Error when two emitters produce the same path, which is a bug.
 */
export function emitAll(
  plan: Plan,
  { sentFrom, before = () => {} }: EmitOptions = {},
): readonly SealedFile[] {
  const emitters = EMITTERS.filter(({ side }) => side === undefined || isFor(plan.output, side));
  const made = emitters.flatMap(({ name, emit }) => {
    before(name);
    return emit(plan, sentFrom);
  });
  const files = made.map((file) => ({
    path: file.path,
    folder: file.folder ?? "dir",
    text: addHeader(file),
  }));
  const sorted = files.toSorted((a, b) => byCodeUnit(a.folder, b.folder) || byCodeUnit(a.path, b.path));
  sorted.forEach(({ folder, path }, index) => {
    const next = sorted[index + 1];
    if (path === next?.path && folder === next.folder) throw new Error(`Two emitters make ${path}.`);
  });
  return sorted;
}

/** All emitters. */
export const EMITTERS: readonly Emitter[] = [
  indexEmitter,
  eventsEmitter,
  validatorsEmitter,
  userIdEmitter,
  browserEmitter,
  nativeEmitter,
  planJsonEmitter,
  schemaEmitter,
  includedSchemaEmitter,
  docsEmitter,
  agentsEmitter,
];
