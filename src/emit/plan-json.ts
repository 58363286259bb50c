import { createHash } from "node:crypto";
import { abridgePlan } from "../plan/abridged.ts";
import { canonicalJson } from "../text/json.ts";
import type { Emitter } from "./emitter.ts";
import { trackedPlan } from "./tracked-plan.ts";

/** `plan.json`: the resolved plan and its hash, for other tools, and to compare later versions with. */
export const planJsonEmitter: Emitter = {
  name: "plan.json",
  emit: (plan) => {
    const tracked = canonicalJson({ plan: abridgePlan(trackedPlan(plan)) }, LEVELS);
    const hash = createHash("sha256").update(tracked, "utf8").digest("hex");
    const packages = plan.packages.length === 0 ? undefined : plan.packages;
    const head = canonicalJson({ format: 1, hash: `sha256:${hash}`, packages }, LEVELS - 1);
    return [{ path: "plan.json", body: joinObjects(head, tracked) }];
  },
};

/** A line for each event and each shared property. */
const LEVELS = 3;

/** One object of two, each with a line for each member. */
function joinObjects(first: string, second: string): string {
  return `${first.slice(0, -"\n}\n".length)},\n${second.slice("{\n".length)}`;
}
