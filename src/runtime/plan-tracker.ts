import { Acceptance, type AcceptanceParts } from "./acceptance.ts";
import { BoundTracker, type EventCall } from "./common/bound-tracker.ts";
import { GivenValues } from "./common/given-values.ts";
import type { EventDefinition, ParsedId, PlanContract } from "./definition.ts";
import type { QueueCounts } from "./delivery/message-queue.ts";
import { monotonicNow } from "./delivery/timing.ts";
import { draftEvent } from "./event/draft-event.ts";
import { draftGroupUpdate, draftPersonUpdate } from "./event/draft-update.ts";
import type { Draft } from "./event/draft.ts";
import { GROUP_IDENTIFY, SET_PERSON } from "./message.ts";
import type { CallOptions, EventOptions, GroupOptions, PersonOptions } from "./options.ts";
import {
  PlanViolationError,
  type Refusal,
  type RefusalReason,
  Refused,
  RefusedCallError,
} from "./refusal.ts";
import { printable } from "./report/lines.ts";
import type { Reporter } from "./report/reporter.ts";
import { type MessageCounts, type TrackerStats, addCounts } from "./stats.ts";
import type { CapacityOptions, FlushOptions, ShutdownOptions, Tracker } from "./tracker.ts";

const DEFAULT_FLUSH_MS = 10_000;
const DEFAULT_SHUTDOWN_MS = 30_000;

export interface PlanTrackerParts extends AcceptanceParts {
  /** Events of other plans are refused: they belong into other projects. */
  readonly planName: string;
  readonly common?: (() => unknown) | undefined;
  /** For test trackers: a refused call throws. */
  readonly throwsRefused?: boolean;
  /** The tracker that this one replaces. It is shut down, and flushed together with this one until then. */
  readonly predecessor?: Tracker | undefined;
}

/** The tracker behind every way to get one: it checks and composes, and puts finished messages into its queue. */
export class PlanTracker implements Tracker<object> {
  readonly #parts: Omit<PlanTrackerParts, "predecessor">;
  readonly #given: GivenValues;
  readonly #acceptance: Acceptance;
  readonly #refused = new Map<RefusalReason, number>();
  #closed: Promise<MessageCounts> | undefined;
  /** When it is closed at the latest, on the clock of {@link monotonicNow}. */
  #closesAt = Infinity;
  /** The replaced tracker while it ends, and its report afterwards: some hosts configure tracking for each request. */
  #predecessor: Tracker | undefined;
  #before: MessageCounts | undefined;

  constructor({ predecessor, ...parts }: PlanTrackerParts) {
    this.#parts = parts;
    this.#acceptance = new Acceptance(parts);
    const { planName, common, reporter } = parts;
    this.#given = new GivenValues({ planName, common, reporter });
    this.#predecessor = predecessor;
    void predecessor?.shutdown().then((report) => {
      this.#before = report;
      this.#predecessor = undefined;
    });
  }

  get reporter(): Reporter {
    return this.#parts.reporter;
  }

  track(
    definition: EventDefinition,
    user: string | ParsedId,
    properties: object,
    options?: EventOptions,
  ): boolean {
    return this.trackWith(NO_VALUES, { definition, user, properties, options });
  }

  /** Sends an event with values that the tracker was given for all of its events: see {@link BoundTracker}. */
  trackWith(values: readonly unknown[], { definition, user, properties, options }: EventCall): boolean {
    return this.#attempt(definition.name, definition.plan, () => {
      const given = this.#given.collect(values);
      return this.#submit(draftEvent(definition, user, properties, options, given), options);
    });
  }

  with(common: object): Tracker<object> {
    return new BoundTracker(this, [common]);
  }

  identify(
    plan: PlanContract,
    user: string | ParsedId,
    properties: object,
    options?: PersonOptions,
  ): boolean {
    return this.#attempt(SET_PERSON, plan, () =>
      this.#submit(draftPersonUpdate(plan, user, properties, options), options),
    );
  }

  groupIdentify(
    plan: PlanContract,
    type: string,
    key: string,
    properties: object,
    options?: GroupOptions,
  ): boolean {
    return this.#attempt(GROUP_IDENTIFY, plan, () =>
      this.#submit(draftGroupUpdate(plan, { type, key, by: options?.by }, properties), options),
    );
  }

  refuse(refusal: Refusal): boolean {
    this.#count(refusal.reason);
    this.#parts.reporter.refused(refusal);
    if (refusal.reason === "invalid_properties" && this.#parts.violations === "throw") {
      throw new PlanViolationError(refusal.event, refusal.violations);
    }
    if (this.#parts.throwsRefused === true) throw new RefusedCallError(refusal);
    return false;
  }

  async ready(): Promise<boolean> {
    return this.#closed === undefined && ((await this.#parts.queue?.ready()) ?? false);
  }

  async flush(options?: FlushOptions): Promise<MessageCounts> {
    const timeoutMs = readTimeout(options, DEFAULT_FLUSH_MS);
    const flushed = [this.#parts.queue?.flush({ timeoutMs }), this.#predecessor?.flush({ timeoutMs })];
    return addCounts(await Promise.all(flushed));
  }

  async waitForCapacity(options?: CapacityOptions): Promise<boolean> {
    return (await this.#parts.queue?.waitForCapacity(readTimeout(options, MAX_TIMEOUT_MS))) ?? true;
  }

  shutdown(options?: ShutdownOptions): Promise<MessageCounts> {
    const timeoutMs = readTimeout(options, DEFAULT_SHUTDOWN_MS);
    const closesAt = monotonicNow() + timeoutMs;
    // A later end changes nothing, neither here nor for those that it replaced: a thousand of them may stand in a row.
    const isSooner = closesAt < this.#closesAt;
    if (isSooner) this.#closesAt = closesAt;
    if (this.#closed === undefined) this.#closed = this.#close(timeoutMs);
    else if (isSooner) this.#hurry(timeoutMs);
    return this.#closed;
  }

  stats(): TrackerStats {
    const { queue } = this.#parts;
    const { events, groupUpdates, waitingBytes, durable }: QueueCounts = queue?.counts() ?? NOTHING;
    return {
      state: this.#closed === undefined ? (queue === undefined ? "off" : "on") : "closed",
      refused: Object.fromEntries(this.#refused),
      ...this.#acceptance.counts(),
      common: { failed: this.#given.failed },
      events,
      groupUpdates,
      waitingBytes,
      ...(durable && { durable }),
    };
  }

  async #close(timeoutMs: number): Promise<MessageCounts> {
    const { queue } = this.#parts;
    const [before] = await Promise.all([
      this.#predecessor?.shutdown({ timeoutMs }) ?? this.#before,
      queue?.shutdown(timeoutMs),
    ]);
    const { events, groupUpdates } = queue?.counts() ?? NOTHING;
    return addCounts([events, groupUpdates, before]);
  }

  /** The tracker that was replaced began to close with more time than its successor may have. */
  #hurry(timeoutMs: number): void {
    void this.#parts.queue?.shutdown(timeoutMs);
    void this.#predecessor?.shutdown({ timeoutMs });
  }

  /** Runs a call: what goes wrong in it is counted and reported, and never thrown into business code. */
  #attempt(event: string, plan: PlanContract, call: () => boolean | Refused): boolean {
    let result: boolean | Refused;
    try {
      result = this.#refusalOf(plan) ?? call();
    } catch (error) {
      result = error instanceof Refused ? error : new Refused("internal_error", kindOf(error));
    }
    if (typeof result === "boolean") return result;
    const { reason, message: detail, violations } = result;
    return this.refuse({ reason, event, detail, violations });
  }

  /** Why no call of a plan is taken. */
  #refusalOf({ name }: PlanContract): Refused | undefined {
    if (name !== this.#parts.planName) {
      return new Refused("other_plan", "it belongs to another plan than the tracker");
    }
    return this.#closed && new Refused("shut_down", "the tracker has been shut down");
  }

  #submit(draft: Draft | Refused, options: CallOptions | undefined): boolean | Refused {
    if (draft instanceof Refused) return draft;
    const result = this.#acceptance.accept(draft, options);
    if (typeof result !== "string") return result;
    this.#count(result);
    return false;
  }

  #count(reason: RefusalReason): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }
}

/** What a tracker was given for its events that none was made with. */
const NO_VALUES: readonly unknown[] = [];

/** What a tracker without a queue has sent. */
const NOTHING = { events: addCounts([]), groupUpdates: addCounts([]), waitingBytes: 0 };

/** Longest delay of a timer of Node. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** What is no time is taken for the default: sending what waits must not fail. */
function readTimeout(options: unknown, otherwise: number): number {
  try {
    const timeoutMs = (options as ShutdownOptions | undefined)?.timeoutMs;
    if (typeof timeoutMs === "number" && timeoutMs >= 0) return Math.min(timeoutMs, MAX_TIMEOUT_MS);
  } catch {
    // The default is as good as what could not be read.
  }
  return otherwise;
}

/** The kind of an unexpected error. Its message could hold somebody's data. */
function kindOf(error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  // Libraries that read inherited properties fail on such an addition.
  for (const key in {}) {
    return `the tracker failed with ${name}; something added the enumerable property ${printable(key, 60)} to Object.prototype`;
  }
  return `the tracker failed with ${name}`;
}
