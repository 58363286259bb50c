import { IGNORE_SENT_AT } from "../runtime/message.ts";
import type { Refusal } from "../runtime/refusal.ts";
import { type Comparison, type Difference, isMatcher } from "./compare-event.ts";
import { describeRefusal, type TestEvent, type TestTracker } from "./test-tracker.ts";

/** Maximum number of events in a message. */
const MAX_LISTED = 20;
/** More differences than this are shown side by side instead of in a sentence. */
const MAX_IN_SENTENCE = 2;
/** Longest text of an event's properties. */
const MAX_PROPERTIES = 120;

/** Writes a value as the framework does. */
export type Stringify = (value: unknown) => string;

/** "once", "twice", "5 times". */
export function timesOf(count: number): string {
  return ["never", "once", "twice"][count] ?? `${count} times`;
}

/**
 * How an event differs from the expected one, as the end of a sentence.
 *
 * @example "with amount_usd 49 instead of 50, and without tier"
 */
export function describeDifferences(differences: readonly Difference[], stringify: Stringify): string {
  if (differences.length > MAX_IN_SENTENCE)
    return `with other ${differences.map(({ what }) => what).join(", ")}`;
  const show: Stringify = (value) => (isMatcher(value) ? stringify(value) : showValue(value));
  return differences
    .map(({ what, expected, actual }) => {
      if (actual === undefined) return `without ${what}`;
      if (expected === undefined) return `with ${what} ${show(actual)}`;
      return `with ${what} ${show(actual)} instead of ${show(expected)}`;
    })
    .join(", and ");
}

/** The differing parts of the expected and the tracked event, for the framework to show side by side. */
export function sides({ differences }: Comparison): readonly [expected: object, actual: object] {
  const side = (of: "expected" | "actual"): object =>
    Object.fromEntries(differences.map((difference) => [difference.what, difference[of]]));
  return [side("expected"), side("actual")];
}

/** Every event, one per line, under a heading. */
export function listEvents(heading: string, events: readonly TestEvent[]): string {
  if (events.length === 0) return "Nothing was tracked.";
  const lines = events.slice(0, MAX_LISTED).map((event, index) => `  ${index + 1}. ${describeEvent(event)}`);
  const others = events.length - lines.length;
  return [heading, ...lines, ...(others > 0 ? [`  and ${others} more`] : [])].join("\n");
}

/** Refused calls, one per line; empty without any. */
export function listRefusals(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return "";
  return ["Refused:", ...refusals.map((refusal) => `  ${describeRefusal(refusal)}`)].join("\n");
}

function describeEvent({ event, distinctId, properties }: TestEvent): string {
  const { [IGNORE_SENT_AT]: _, ...telling } = properties;
  const text = showValue(telling);
  const shown = text.length > MAX_PROPERTIES ? `${text.slice(0, MAX_PROPERTIES)}…` : text;
  return `${event} by ${distinctId} ${shown}`;
}

function showValue(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid date" : value.toISOString();
  return JSON.stringify(value) ?? String(value);
}

/** Joins the non-empty parts of a message with blank lines. */
export function message(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The message of a matcher whose argument is not a test tracker. */
export function noTracker(matcher: string, received: unknown): string {
  const what = received === null ? "null" : typeof received;
  return `${matcher} requires a test tracker from useTestTracker, installTestTracker or createTestTracker, but got ${
    what === "object" ? "another object" : what
  }.`;
}

/** Whether a value is a test tracker, also one of another copy of this package. */
export function isTestTracker(value: unknown): value is TestTracker {
  return (
    typeof value === "object" &&
    value !== null &&
    "events" in value &&
    Array.isArray(value.events) &&
    "refusals" in value &&
    Array.isArray(value.refusals) &&
    "accountFor" in value
  );
}
