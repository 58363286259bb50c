import type { PlanEvent } from "../plan/plan.ts";
import { quote } from "../text/words.ts";
import type { RuleFinding } from "./rule.ts";

/**
 * Events that lack something which each should have. Where none has it, the plan was written without it: that is told
 * once, and not hundreds of times.
 */
export function* findWithout(
  events: readonly PlanEvent[],
  {
    has,
    what,
    hint,
  }: { readonly has: (event: PlanEvent) => boolean; readonly what: string; readonly hint: string },
): Iterable<RuleFinding> {
  const article = /^[aeiou]/u.test(what) ? "an" : "a";
  const lacking = events.filter((event) => !has(event));
  if (lacking.length === events.length && events.length > 1) {
    yield { at: ["events"], part: "key", message: `No event has ${article} ${what}.`, hint };
    return;
  }
  for (const event of lacking) {
    yield { at: event.at, part: "key", message: `${quote(event.name)} has no ${what}.`, hint };
  }
}
