import type { TestEvent } from "./test-tracker.ts";

/**
 * A matcher of the test framework that stands for many values, such as `expect.any(String)` or
 * `expect.closeTo(49.99)`.
 */
export interface ValueMatcher {
  asymmetricMatch(value: unknown): boolean;
}

/** What a test can expect of a value: the value, a matcher, or `undefined` for none. */
export type Expected<T> = T | ValueMatcher | undefined;

/**
 * What a test can expect of the properties of an event: some of them, as the caller passes them or as they are sent. A `Date`
 * stands for its ISO 8601 text. `undefined` says that the event has no such property.
 */
export type ExpectedProperties<Passed extends object, Sent extends object> = {
  readonly [Name in keyof Passed | keyof Sent | keyof DerivedProperties]?: Expected<
    | (Name extends keyof Passed ? Passed[Name] : never)
    | (Name extends keyof Sent ? Sent[Name] : never)
    | (Name extends keyof DerivedProperties ? DerivedProperties[Name] : never)
  >;
};

/** Properties that the runtime adds to those of the plan. */
interface DerivedProperties {
  readonly $session_id: string;
  readonly plan_violations: readonly string[];
  readonly plan_redacted: readonly string[];
  readonly plan_name: string;
  readonly plan_hash: string;
  readonly plan_renamed_to: string;
}

/** What a test can expect of an event besides its properties. Absent keys are not compared. */
export interface ExpectedContext {
  /** The id that it was sent under, in any spelling that the plan takes for it. */
  readonly user?: Expected<string>;
  /** Group type → key: some of the groups that it was sent to; `undefined` for a type that it was not sent to. */
  readonly groups?: Readonly<Record<string, Expected<string>>> | undefined;
  readonly timestamp?: Expected<Date>;
  /** Look at what was sent under this name, which is the event's `also_sent_as`. Default: its own name. */
  readonly sentAs?: string | undefined;
  /** How many such events there are. Default: at least one. */
  readonly times?: number | undefined;
}

/** The framework's way to compare: deeply, with its matchers. */
export type Equals = (actual: unknown, expected: unknown) => boolean;

/** What a test expects of one event, in the parts that it named. */
export interface Expectation {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: Omit<ExpectedContext, "times" | "sentAs">;
}

export interface Difference {
  /** The property, `user`, `timestamp`, or a group as `group organization`. */
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface Comparison {
  readonly event: TestEvent;
  readonly differences: readonly Difference[];
}

/** Compares an event with its expected parts. */
export function compareEvent(
  event: TestEvent,
  sent: Readonly<Record<string, unknown>>,
  { properties, context: { user, groups, timestamp } }: Expectation,
  equals: Equals,
): Comparison {
  const pairs: readonly Difference[] = [
    ...(user === undefined ? [] : [{ what: "user", expected: user, actual: event.distinctId }]),
    ...Object.entries(properties).map(([name, value]) => ({
      what: name,
      expected: asSent(value),
      actual: Object.hasOwn(sent, name) ? sent[name] : undefined,
    })),
    ...Object.entries(groups ?? {}).map(([type, key]) => ({
      what: `group ${type}`,
      expected: key,
      actual: Object.hasOwn(event.groups, type) ? event.groups[type] : undefined,
    })),
    ...(timestamp === undefined ? [] : [{ what: "timestamp", expected: timestamp, actual: event.timestamp }]),
  ];
  return { event, differences: pairs.filter(({ actual, expected }) => !equals(actual, expected)) };
}

/** The comparison with the fewest differences; the first of equal ones. */
export function nearestOf(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons.toSorted((a, b) => a.differences.length - b.differences.length)[0];
}

/** A value as it is sent: dates as strings. Matchers stay. */
function asSent(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
  if (Array.isArray(value)) return value.map(asSent);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asSent(inner)]));
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || isMatcher(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

export function isMatcher(value: unknown): value is ValueMatcher {
  return (
    typeof value === "object" &&
    value !== null &&
    "asymmetricMatch" in value &&
    typeof value.asymmetricMatch === "function"
  );
}
