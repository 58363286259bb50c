import type { PlanContract } from "../runtime/definition.ts";
import { MessageQueue, type Sender } from "../runtime/delivery/message-queue.ts";
import { TIMING } from "../runtime/delivery/timing.ts";
import type { Message } from "../runtime/message.ts";
import type { ViolationPolicy } from "../runtime/options.ts";
import { reportRecorded } from "./report-recorded.ts";
import { PlanTracker } from "../runtime/plan-tracker.ts";
import type { Refusal } from "../runtime/refusal.ts";
import { Reporter } from "../runtime/report/reporter.ts";
import { readSlot, writeSlot } from "../runtime/create-tracker.ts";
import type { Tracker } from "../runtime/tracker.ts";

/** An accepted event, as it would have been sent. */
export interface TestEvent {
  /** The event's name; `$set` for `identifyUser`, `$groupidentify` for a group's properties. */
  readonly event: string;
  readonly distinctId: string;
  /** As they are sent: with defaults, computed properties, revenue and `$set`. */
  readonly properties: Message["properties"];
  /** Group type → key; empty without groups. */
  readonly groups: Readonly<Record<string, string>>;
  readonly timestamp: Date;
  /** The same for every retry of an event with a key. */
  readonly uuid: string;
}

/**
 * A tracker that validates and composes events like the real one, but records instead of sending them. `Person` is the type of
 * what `identifyUser` may set; it exists only for type checking. `Common` is the type of the plan's common values.
 */
export interface TestTracker<
  Person extends object = object,
  Common extends object = object,
> extends Tracker<Common> {
  /** Carries `Person`; never set. */
  readonly _person?: Person;
  /** Accepted events since the start or the last `clear()`, in order. */
  readonly events: readonly TestEvent[];
  /** Events since then that were accepted but not sent, because one with the same key was. */
  readonly duplicates: readonly TestEvent[];
  /** Refused calls since the start or the last `clear()`, in order. */
  readonly refusals: readonly Refusal[];
  /** Clears events, duplicates and refusals, and forgets keys. `stats()` continues counting. */
  clear(): void;
  /** The canonical form of a person's or an actor's id, as in events. Returns anything else unchanged. */
  canonicalId(id: unknown): unknown;
  /** Marks refusals as expected: {@link TestTracker.assertNothingRefused} ignores them. */
  accountFor(refusals: readonly Refusal[]): void;
  /**
   * For the end of a test.
   *
   * @throws Error that lists every call since the start or the last `clear()` that broke the plan or was refused unexpectedly,
   *   even if the code under test caught the exception.
   */
  assertNothingRefused(): void;
}

export interface TestTrackerOptions<Common extends object = object> {
  /** Default `"throw"`: a test should fail if an event breaks the plan. */
  readonly violations?: ViolationPolicy | undefined;
  /**
   * What happens when a call is refused for a reason other than its properties, such as an invalid id. Default: `"throw"`,
   * a {@link RefusedCallError}, unless `violations` is `"report"` or `"refuse"`. With `"record"` the call returns `false`, and
   * the refusal is in `refusals`.
   */
  readonly refusals?: "throw" | "record" | undefined;
  /** Whether events lack personal data, as with the option of the same name of a real tracker. Default `"send"`: they have it. */
  readonly personalData?: "send" | "remove" | undefined;
  /** Gives the plan's common properties their values, as the option of `configureTracking` does, which a test tracker does not see. */
  readonly common?: (() => Common) | undefined;
  /** The current time, for fixed timestamps. Default: the real one. */
  readonly now?: (() => Date) | undefined;
}

/**
 * Creates an in-memory tracker to pass to helpers as `options.tracker`. It reads no environment and prints nothing.
 *
 * @example
 * import { createTestTracker } from "tracking-plan/testing";
 * import { plan, trackUserSignedIn, userId } from "./generated/index.js";
 *
 * const tracker = createTestTracker(plan);
 * const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
 * trackUserSignedIn(user, { method: "github" }, { tracker });
 * expect(tracker.events).toMatchObject([
 *   { event: "user_signed_in", distinctId: user, properties: { method: "github" } },
 * ]);
 */
export function createTestTracker<Person extends object, Common extends object>(
  plan: PlanContract<Person, Common>,
  options: TestTrackerOptions<Common> = {},
): TestTracker<Person, Common> {
  return new MemoryTracker(plan, options);
}

/** A test tracker that replaces the plan's shared one until it is restored. */
export interface InstalledTestTracker<
  Person extends object = object,
  Common extends object = object,
> extends TestTracker<Person, Common> {
  /** Restores the previous tracker. */
  restore(): void;
  /** The same as `restore()`, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * Creates a test tracker and installs it as the plan's shared tracker, so that code under test calls the generated helpers
 * unchanged.
 *
 * @example
 * let tracker: InstalledTestTracker;
 * beforeEach(() => { tracker = installTestTracker(plan); });
 * afterEach(() => tracker.restore());
 *
 * test("a sign-in is tracked", async () => {
 *   await signIn("ann"); // calls trackUserSignedIn(…)
 *   expect(tracker.events.map(({ event }) => event)).toEqual(["user_signed_in"]);
 * });
 */
export function installTestTracker<Person extends object, Common extends object>(
  plan: PlanContract<Person, Common>,
  options: TestTrackerOptions<Common> = {},
): InstalledTestTracker<Person, Common> {
  const tracker = new MemoryTracker<Person>(plan, options);
  const previous = readSlot("test", plan.name);
  writeSlot("test", plan.name, tracker);
  const restore = (): void => {
    if (readSlot("test", plan.name) === tracker) writeSlot("test", plan.name, previous);
  };
  return Object.assign(tracker, { restore, [Symbol.dispose]: restore });
}

class MemoryTracker<Person extends object> extends PlanTracker implements TestTracker<Person> {
  readonly #events: TestEvent[];
  readonly #duplicates: TestEvent[];
  readonly #refusals: Refusal[];
  readonly #plan: PlanContract;
  /** Refusals that the test expects. */
  readonly #meant = new WeakSet<Refusal>();
  readonly #queue: MessageQueue;

  constructor(plan: PlanContract, options: TestTrackerOptions) {
    const events: TestEvent[] = [];
    const duplicates: TestEvent[] = [];
    const refusals: Refusal[] = [];
    const queue = createTestQueue(events);
    const {
      now,
      personalData = "send",
      violations = "throw",
      refusals: onRefusal = violations === "throw" ? "throw" : "record",
    } = options;
    super({
      planName: plan.name,
      queue,
      reporter: new Reporter({
        debug: false,
        log: () => {},
        onRefused: (refusal) => refusals.push(refusal),
        onDuplicate: (message) => duplicates.push(toTestEvent(message)),
      }),
      redaction: personalData === "send" ? undefined : {},
      violations,
      throwsRefused: onRefusal === "throw",
      common: options.common,
      now: () => now?.().getTime() ?? Date.now(),
    });
    this.#events = events;
    this.#duplicates = duplicates;
    this.#refusals = refusals;
    this.#plan = plan;
    this.#queue = queue;
  }

  get events(): readonly TestEvent[] {
    return [...this.#events];
  }

  get duplicates(): readonly TestEvent[] {
    return [...this.#duplicates];
  }

  get refusals(): readonly Refusal[] {
    return [...this.#refusals];
  }

  clear(): void {
    this.#events.length = 0;
    this.#duplicates.length = 0;
    this.#refusals.length = 0;
    this.#queue.forgetDelivered();
  }

  canonicalId(id: unknown): unknown {
    const { parseUserId, actors } = this.#plan;
    for (const parse of [parseUserId, ...Object.values(actors).map(({ parseId }) => parseId)]) {
      const parsed = parse(id);
      if (parsed.ok) return parsed.id;
    }
    return id;
  }

  accountFor(refusals: readonly Refusal[]): void {
    for (const refusal of refusals) this.#meant.add(refusal);
  }

  assertNothingRefused(): void {
    const faults = [
      ...this.#refusals.filter((refusal) => !this.#meant.has(refusal)).map(describeRefusal),
      ...this.#events.flatMap(({ event, properties: { plan_violations: violations } }) =>
        Array.isArray(violations) ? [`${event}, sent with violations: ${violations.join("; ")}`] : [],
      ),
    ];
    if (faults.length === 0) return;
    throw new Error(
      [
        `${faults.length} ${faults.length === 1 ? "call" : "calls"} broke the tracking plan in this test:`,
        ...faults.map((fault) => `  ${fault}`),
        "If it is expected, use expect(tracker).toHaveRefused(…) or tracker.clear().",
      ].join("\n"),
    );
  }
}

function toTestEvent(message: Message): TestEvent {
  return { groups: {}, ...message };
}

/** Remembers messages, and counts each as delivered at once. */
function createTestQueue(events: TestEvent[]): MessageQueue {
  const sender: Sender = {
    ready: () => Promise.resolve(true),
    notify: (queued) => {
      const event = toTestEvent(queued.message);
      events.push(event);
      reportRecorded(event);
      queue.settle(queued, { kind: "delivered" });
    },
    hurry: () => {},
    stop: () => {},
    restart: () => {},
  };
  const queue: MessageQueue = new MessageQueue({
    sender,
    bounds: { maxQueueMessages: Infinity, maxQueueBytes: Infinity },
    timing: TIMING,
    onOutcome: () => {},
    onClosed: () => {},
  });
  return queue;
}

/** A refused call on one line. */
export function describeRefusal({ event, reason, detail, violations }: Refusal): string {
  return `${event}, ${reason}: ${violations.length > 0 ? violations.join("; ") : detail}`;
}
