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
    const packages = plan.packages.length === 0 ? undefined : plan.packages;
    const head = canonicalJson({ format: 1, hash: hashOf(tracked), packages }, LEVELS - 1);
    return [{ path: "plan.json", body: joinObjects(head, tracked) }];
  },
};

/**
 * Whether a `plan.json` holds the plan that its hash is of, in any layout: a formatter may have changed it.
 *
 * @throws SyntaxError for a text that is not JSON
 */
export function holdsItsPlan(text: string): boolean {
  const { hash, plan } = JSON.parse(text) as { readonly hash?: unknown; readonly plan?: unknown };
  return hash === hashOf(canonicalJson({ plan }, LEVELS));
}

function hashOf(tracked: string): string {
  return `sha256:${createHash("sha256").update(tracked, "utf8").digest("hex")}`;
}

/** A line for each event and each shared property. */
const LEVELS = 3;

/** One object of two, each with a line for each member. */
function joinObjects(first: string, second: string): string {
  return `${first.slice(0, -"\n}\n".length)},\n${second.slice("{\n".length)}`;
}
