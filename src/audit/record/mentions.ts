import { namesOfEvent } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import type { SentFrom } from "../../plan/sent-from.ts";
import { byCodeUnit } from "../../text/order.ts";

/** Finds in the text of a file what may send events: without a compiler, for a record of what the compiler found. */
export interface Mentions {
  /** Whether a file may send something. */
  mayCall(text: string): boolean;
  /** Whether a file has the name of such an event as a string. */
  hasName(text: string, names: ReadonlySet<string>): boolean;
  /**
   * How often a file names helpers and events of the plan, and calls PostHog or functions that hand events on. Nothing else in
   * it counts, so that other changes of the file make no difference.
   *
   * @example "2 trackOrderPaid, 1 order_paid"
   */
  count(text: string): string;
}

/** Helpers of events, and those that take any event. */
const HELPER = "track[\\p{L}\\p{N}_$]+|captureRevenue";

const STRING = /(["'`])(?=((?:(?!\1)[^\n]){1,200})\1)/gu;

export function mentionsOf({ events }: Plan, sentFrom: SentFrom): Mentions {
  const helpers = new Set(
    events.map((event) => namesOfEvent(event).helper).concat("trackEvent", "captureRevenue"),
  );
  const names = new Set(events.map(({ name }) => name));
  const wrappers = [...sentFrom.values()]
    .flat()
    .flatMap(({ by }) => (typeof by === "string" ? [] : [by.wrapper]));
  const called = [...new Set(["capture", "captureImmediate", ...wrappers])].map((name) =>
    name.replaceAll("$", String.raw`\$`),
  );
  const quick = new RegExp(["track", ...called].join("|"), "u");
  const words = new RegExp(
    String.raw`(?<![\p{L}\p{N}_$])(?:(?:${called.join("|")})(?=\s*(?:\?\.\s*)?[(<])|(${HELPER}))(?![\p{L}\p{N}_$])`,
    "gu",
  );
  return {
    mayCall: (text) => {
      if (!quick.test(text)) return false;
      for (const [, helper] of text.matchAll(words)) {
        if (helper === undefined || helpers.has(helper)) return true;
      }
      return false;
    },
    hasName: (text, some) => some.size > 0 && stringsIn(text).some((one) => some.has(one)),
    count: (text) => {
      const counts = new Map<string, number>();
      const add = (word: string): unknown => counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const [word, helper] of text.matchAll(words)) {
        if (helper === undefined || helpers.has(helper)) add(word);
      }
      for (const one of stringsIn(text)) if (names.has(one)) add(one);
      const sorted = [...counts].toSorted(([a], [b]) => byCodeUnit(a, b));
      return sorted.map(([word, count]) => `${count} ${word}`).join(", ");
    },
  };
}

function stringsIn(text: string): readonly string[] {
  return [...text.matchAll(STRING)].map(([, , inside = ""]) => inside);
}
