import type { PlanContract } from "../runtime/definition.ts";
import { Outbox, type Sender } from "../runtime/delivery/outbox.ts";
import { TIMING } from "../runtime/delivery/timing.ts";
import type { Message } from "../runtime/message.ts";
import type { ViolationPolicy } from "../runtime/options.ts";
import { PlanTracker } from "../runtime/plan-tracker.ts";
import type { Refusal } from "../runtime/refusal.ts";
import { Reporter } from "../runtime/report/reporter.ts";
import { readSlot, writeSlot } from "../runtime/shared-tracker.ts";
import type { Tracker } from "../runtime/tracker.ts";

/** An accepted event, as it would have been sent. */
export interface TestEvent {
  /** The event's name; `$set` for `identifyUser`, `$groupidentify` for a group's properties. */
  readonly event: string;
  readonly distinctId: string;
  /** As on the wire: with defaults, computed properties, revenue, `$set` and the like. */
  readonly properties: Message["properties"];
  /** Group type → key; empty without groups. */
  readonly groups: Readonly<Record<string, string>>;
  readonly timestamp: Date;
  /** For an event with a key the same at each repeat. */
  readonly uuid: string;
}

/**
 * A tracker that checks and composes as the real one does, sends nothing, and remembers everything. `Person` is the type of what
 * `identifyUser` may set; it exists for typing only.
 */
export interface TestTracker<Person extends object = object> extends Tracker {
  /** Carries `Person`; never set. */
  readonly _person?: Person;
  /** Accepted events since the start or the last `clear()`, in order. */
  readonly events: readonly TestEvent[];
  /** Events since then that were accepted and not sent, because one with their key was. */
  readonly duplicates: readonly TestEvent[];
  /** Refused calls since the start or the last `clear()`, in order. */
  readonly refusals: readonly Refusal[];
  /** Forgets events, duplicates and refusals, so that a repeat of an event with a key is new. `stats()` goes on counting. */
  clear(): void;
  /** The one form of a person's or an actor's id, as events have it; anything else as it is. */
  canonicalId(id: unknown): unknown;
  /** Takes refusals as meant: {@link TestTracker.assertNothingRefused} passes over them. */
  accountFor(refusals: readonly Refusal[]): void;
  /**
   * For the end of a test.
   *
   * @throws Error that names every call since the start or the last `clear()` that was refused and not accounted for, or that
   *   broke the plan, also where the code under test caught what was thrown then.
   */
  assertNothingRefused(): void;
}

export interface TestTrackerOptions {
  /** Default `"throw"`: a test should fail where an event breaks the plan. */
  readonly violations?: ViolationPolicy | undefined;
  /**
   * What happens at a call that is refused for something else than its properties, such as a bad id. Default: `"throw"`,
   * a {@link RefusedCallError}, unless `violations` is `"report"` or `"refuse"`. With `"record"` the call returns `false`, and
   * the refusal is in `refusals`.
   */
  readonly refusals?: "throw" | "record" | undefined;
  /** The present time, for fixed timestamps. Default: the real one. */
  readonly now?: (() => Date) | undefined;
}

/**
 * Makes an in-memory tracker, to be passed to helpers as `options.tracker`. It reads no environment and prints nothing.
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
export function createTestTracker<Person extends object>(
  plan: PlanContract<Person>,
  options: TestTrackerOptions = {},
): TestTracker<Person> {
  return new MemoryTracker(plan, options);
}

/** A test tracker in the place of the plan's shared one, until it is taken out. */
export interface InstalledTestTracker<Person extends object = object> extends TestTracker<Person> {
  /** Puts back what was there before. */
  restore(): void;
  /** The same as `restore()`, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * Makes a test tracker and puts it in the place of the plan's shared tracker, so that code under test calls the
 * generated helpers unchanged.
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
export function installTestTracker<Person extends object>(
  plan: PlanContract<Person>,
  options: TestTrackerOptions = {},
): InstalledTestTracker<Person> {
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
  /** Refusals that the test means. */
  readonly #meant = new WeakSet<Refusal>();
  readonly #outbox: Outbox;

  constructor(plan: PlanContract, options: TestTrackerOptions) {
    const events: TestEvent[] = [];
    const duplicates: TestEvent[] = [];
    const refusals: Refusal[] = [];
    const outbox = createTestOutbox(events);
    const {
      now,
      violations = "throw",
      refusals: onRefusal = violations === "throw" ? "throw" : "record",
    } = options;
    super({
      planName: plan.name,
      outbox,
      reporter: new Reporter({
        debug: false,
        log: () => {},
        onRefused: (refusal) => refusals.push(refusal),
        onDuplicate: (message) => duplicates.push(toTestEvent(message)),
      }),
      violations,
      throwsRefused: onRefusal === "throw",
      now: () => now?.().getTime() ?? Date.now(),
    });
    this.#events = events;
    this.#duplicates = duplicates;
    this.#refusals = refusals;
    this.#plan = plan;
    this.#outbox = outbox;
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
    this.#outbox.forgetDelivered();
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
        "Where one is meant, say so: expect(tracker).toHaveRefused(…), or tracker.clear().",
      ].join("\n"),
    );
  }
}

function toTestEvent(message: Message): TestEvent {
  return { groups: {}, ...message };
}

/** Remembers messages, and counts each as delivered at once. */
function createTestOutbox(events: TestEvent[]): Outbox {
  const sender: Sender = {
    ready: () => Promise.resolve(true),
    notify: (queued) => {
      events.push(toTestEvent(queued.message));
      outbox.settle(queued, { kind: "delivered" });
    },
    hurry: () => {},
    stop: () => {},
    restart: () => {},
  };
  const outbox: Outbox = new Outbox({
    sender,
    bounds: { maxQueueMessages: Infinity, maxQueueBytes: Infinity },
    timing: TIMING,
    onOutcome: () => {},
    onClosed: () => {},
  });
  return outbox;
}

/** A refused call on one line. */
export function describeRefusal({ event, reason, detail, violations }: Refusal): string {
  return `${event}, ${reason}: ${violations.length > 0 ? violations.join("; ") : detail}`;
}
