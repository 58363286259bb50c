import type { EventDefinition } from "../runtime/definition.ts";
import { SET_PERSON } from "../runtime/message.ts";
import type { RefusalReason } from "../runtime/refusal.ts";
import {
  compareEvent,
  type Comparison,
  type Equals,
  type Expectation,
  type Expected,
  type ExpectedContext,
  type ExpectedProperties,
  nearestOf,
} from "./compare-event.ts";
import {
  describeDifferences,
  isTestTracker,
  listEvents,
  listRefusals,
  message,
  noTracker,
  sides,
  type Stringify,
  timesOf,
} from "./matcher-texts.ts";
import type { TestEvent, TestTracker } from "./test-tracker.ts";

/** The matchers of `expect(tracker)`. `R` is the return type of a matcher, `T` the type of the tracker. */
export interface TrackingMatchers<R, T> {
  /**
   * Asserts that the event was tracked, at least once or `context.times` times. Only the given properties are compared.
   *
   * @example
   * expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 }, { user, times: 1 });
   * expect(tracker).not.toHaveTracked(paymentFailedEvent);
   */
  toHaveTracked<Passed extends object, Sent extends object>(
    event: EventDefinition<Passed, Sent>,
    properties?: ExpectedProperties<Passed, Sent>,
    context?: ExpectedContext,
  ): R;
  /**
   * Asserts that exactly these events were tracked, in this order; without arguments, that nothing was tracked. Properties set
   * on people and groups do not count as events, and an event that is also sent under a former name counts as one.
   *
   * @example expect(tracker).toHaveTrackedOnly(userCreatedEvent, userSignedInEvent);
   */
  toHaveTrackedOnly(...events: readonly EventDefinition[]): R;
  /**
   * Asserts that `identifyUser` set at least these properties on a person.
   *
   * @example expect(tracker).toHaveIdentified(user, { plan: "pro" });
   */
  toHaveIdentified(
    user: Expected<string>,
    properties?: T extends TestTracker<infer Person> ? ExpectedProperties<Person, Person> : never,
  ): R;
  /**
   * Asserts that a call was refused, optionally of this event and for this reason. `assertNothingRefused` ignores the
   * refusals that it matches.
   *
   * @example expect(tracker).toHaveRefused(checkoutCompletedEvent, "invalid_user_id");
   */
  toHaveRefused(event?: EventDefinition, reason?: RefusalReason): R;
}

/** The used part of the matcher context, which Jest and vitest share. */
interface MatcherContext {
  readonly isNot?: boolean;
  readonly equals: Equals;
  readonly utils: {
    readonly stringify: Stringify;
    readonly diff: (expected: unknown, actual: unknown) => string | null | undefined;
    readonly matcherHint: (
      name: string,
      received: string,
      expected: string,
      options: { readonly isNot: boolean },
    ) => string;
  };
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matchers, for `expect.extend` of Jest, vitest and compatible frameworks. `tracking-plan/testing/vitest` and
 * `tracking-plan/testing/jest` call it and add the types.
 */
export const trackingMatchers = {
  toHaveTracked(
    this: MatcherContext,
    received: unknown,
    { name: ownName }: EventDefinition,
    properties: Readonly<Record<string, unknown>> = {},
    { times, sentAs, ...context }: ExpectedContext = {},
  ): MatcherResult {
    const name = sentAs ?? ownName;
    return judge(this, "toHaveTracked", received, name, (tracker) =>
      judgeEvents(this, tracker, {
        what: name,
        verb: "tracked",
        events: tracker.events.filter(({ event }) => event === name),
        sent: (event) => event.properties,
        expectation: { properties, context },
        times,
        repeats: tracker.duplicates.filter(({ event }) => event === name).length,
      }),
    );
  },

  toHaveTrackedOnly(
    this: MatcherContext,
    received: unknown,
    ...definitions: readonly EventDefinition[]
  ): MatcherResult {
    const expected = definitions.flatMap(({ name, rules }) => {
      const { alsoSentAs } = rules();
      return alsoSentAs === undefined ? [name] : [name, alsoSentAs];
    });
    return judge(this, "toHaveTrackedOnly", received, expected.join(", "), (tracker) => {
      const events = tracker.events.filter(({ event }) => !event.startsWith("$"));
      const actual = events.map(({ event }) => event);
      const pass = this.equals(actual, expected);
      const said = pass
        ? "Exactly these events were tracked, but should not have been."
        : "Other events were tracked.";
      return {
        pass,
        text: message(
          expected.length === 0 && !pass ? "Nothing should have been tracked." : said,
          pass || expected.length === 0 ? "" : (this.utils.diff(expected, actual) ?? ""),
          listEvents("Tracked, in order:", events),
          listRefusals(tracker.refusals),
        ),
      };
    });
  },

  toHaveIdentified(
    this: MatcherContext,
    received: unknown,
    user: Expected<string>,
    properties: Readonly<Record<string, unknown>> = {},
  ): MatcherResult {
    return judge(this, "toHaveIdentified", received, "user", (tracker) =>
      judgeEvents(this, tracker, {
        what: "A person",
        verb: "identified",
        events: tracker.events.filter(({ event }) => event === SET_PERSON),
        sent: ({ properties: { $set: set } }) =>
          typeof set === "object" && set !== null ? (set as Readonly<Record<string, unknown>>) : {},
        expectation: { properties, context: { user } },
      }),
    );
  },

  toHaveRefused(
    this: MatcherContext,
    received: unknown,
    definition?: EventDefinition,
    reason?: RefusalReason,
  ): MatcherResult {
    const asked = [definition?.name, reason].filter((part) => part !== undefined).join(", ");
    return judge(this, "toHaveRefused", received, asked, (tracker) => {
      const found = tracker.refusals.filter(
        (refusal) =>
          (definition === undefined || refusal.event === definition.name) &&
          (reason === undefined || refusal.reason === reason),
      );
      const pass = found.length > 0;
      if (pass && this.isNot !== true) tracker.accountFor(found);
      const said = pass ? "This should not have been refused." : "No such call was refused.";
      return {
        pass,
        text: message(
          said,
          listRefusals(pass ? found : tracker.refusals),
          pass ? "" : listEvents("Tracked, in order:", tracker.events),
        ),
      };
    });
  },
};

interface Judgement {
  readonly pass: boolean;
  readonly text: string;
}

/** Adds the framework's headline to the message of a matcher. */
function judge(
  { utils, isNot = false }: MatcherContext,
  name: string,
  received: unknown,
  expected: string,
  find: (tracker: TestTracker) => Judgement,
): MatcherResult {
  // Thrown rather than returned: with `not`, a wrong argument would pass.
  if (!isTestTracker(received)) throw new TypeError(noTracker(name, received));
  const { pass, text } = find(received);
  return { pass, message: () => message(utils.matcherHint(name, "tracker", expected, { isNot }), text) };
}

interface Question {
  /** What is looked for, as the start of a sentence. */
  readonly what: string;
  readonly verb: string;
  readonly events: readonly TestEvent[];
  /** Where in an event the properties are. */
  readonly sent: (event: TestEvent) => Readonly<Record<string, unknown>>;
  readonly expectation: Expectation;
  readonly times?: number | undefined;
  /** How many more were accepted but not sent, as duplicates. */
  readonly repeats?: number;
}

function judgeEvents({ equals, utils }: MatcherContext, tracker: TestTracker, question: Question): Judgement {
  const { what, verb, events, sent, times, repeats = 0 } = question;
  const expectation = withCanonicalUser(question.expectation, tracker);
  const compared = events.map((event) => compareEvent(event, sent(event), expectation, equals));
  const found = compared.filter(({ differences }) => differences.length === 0);
  const pass = times === undefined ? found.length > 0 : found.length === times;
  if (pass) {
    const said = `${what} was ${verb} ${timesOf(found.length)}, but should not have been.`;
    return {
      pass,
      text: message(
        said,
        listEvents(
          "Tracked so:",
          found.map(({ event }) => event),
        ),
      ),
    };
  }
  const nearest = found.length === 0 ? nearestOf(compared) : undefined;
  const wanted = times === undefined || found.length === 0 ? "" : `, not ${timesOf(times)}`;
  return {
    pass,
    text: message(
      nearest === undefined
        ? `${what} was ${found.length === 0 ? `not ${verb}` : `${verb} ${timesOf(found.length)}`}${wanted}.`
        : describeNearest(question, nearest, utils.stringify),
      nearest === undefined ? "" : (utils.diff(...sides(nearest)) ?? ""),
      describeRepeats(repeats),
      nearest === undefined && found.length === 0 ? suggestOther(tracker, expectation, equals) : "",
      listEvents("Tracked, in order:", tracker.events),
      listRefusals(tracker.refusals),
    ),
  };
}

/** Every spelling of an id stands for the one that is sent. */
function withCanonicalUser({ properties, context }: Expectation, tracker: TestTracker): Expectation {
  if (context.user === undefined) return { properties, context };
  const user = tracker.canonicalId(context.user) as string;
  return { properties, context: { ...context, user } };
}

function describeRepeats(repeats: number): string {
  if (repeats === 0) return "";
  const [were, have] =
    repeats === 1 ? ["1 repeat was", "its key has"] : [`${repeats} repeats were`, "their key has"];
  return `${were} accepted and not sent: ${have} been tracked before.`;
}

function describeNearest(
  { what, verb, events }: Question,
  { differences }: Comparison,
  stringify: Stringify,
): string {
  const how = describeDifferences(differences, stringify);
  const before = events.length === 1 ? "" : "never as expected: the nearest ";
  return `${what} was ${verb} ${timesOf(events.length)}, ${before}${how}.`;
}

/** Another event that matches except for its name. */
function suggestOther(tracker: TestTracker, expectation: Expectation, equals: Equals): string {
  if (Object.keys(expectation.properties).length === 0) return "";
  const other = tracker.events.find(
    (event) => compareEvent(event, event.properties, expectation, equals).differences.length === 0,
  );
  return other === undefined ? "" : `${other.event} was tracked as expected. Did you mean that one?`;
}
