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

/** What the runtime adds to properties, beside what the plan says. */
interface DerivedProperties {
  readonly $session_id: string;
  readonly plan_violations: readonly string[];
}

/** What a test can expect of an event beside its properties. What is left out may be anything. */
export interface ExpectedContext {
  /** The id that it was sent under. */
  readonly user?: Expected<string>;
  /** Group type → key: some of the groups that it was sent to; `undefined` for a type that it was not sent to. */
  readonly groups?: Readonly<Record<string, Expected<string>>> | undefined;
  readonly timestamp?: Expected<Date>;
  /** How many such events there are. Default: at least one. */
  readonly times?: number | undefined;
}
