import { BoundTracker, type EventCall } from "./common/bound-tracker.ts";
import { GivenValues } from "./common/given-values.ts";
import type { EventDefinition, ParsedId, PlanContract } from "./definition.ts";
import type { MessageQueue, QueueCounts } from "./delivery/message-queue.ts";
import { monotonicNow } from "./delivery/timing.ts";
import { applyBeforeSend } from "./event/before-send.ts";
import { draftEvent } from "./event/draft-event.ts";
import { draftGroupUpdate, draftPersonUpdate } from "./event/draft-update.ts";
import { type Draft, finishDraft } from "./event/draft.ts";
import { isSessionId } from "./event/from-request.ts";
import { redactDraft } from "./event/redact-draft.ts";
import { findTimestampFault } from "../portable/timestamps.ts";
import { DistinctTimes } from "./event/distinct-times.ts";
import { GROUP_IDENTIFY, type Message, SET_PERSON } from "./message.ts";
import type {
  BeforeSend,
  CallOptions,
  EventOptions,
  GroupOptions,
  PersonOptions,
  ViolationPolicy,
} from "./options.ts";
import { nameViolations } from "./properties/violations.ts";
import {
  PlanViolationError,
  type Refusal,
  type RefusalReason,
  Refused,
  RefusedCallError,
} from "./refusal.ts";
import { printable } from "./report/lines.ts";
import type { Reporter } from "./report/reporter.ts";
import type { Redaction } from "./settings/personal-data.ts";
import { type MessageCounts, type TrackerStats, addCounts } from "./stats.ts";
import type { CapacityOptions, FlushOptions, ShutdownOptions, Tracker } from "./tracker.ts";

const DEFAULT_FLUSH_MS = 10_000;
const DEFAULT_SHUTDOWN_MS = 30_000;

export interface PlanTrackerParts {
  /** Events of other plans are refused: they belong into other projects. */
  readonly planName: string;
  /** Absent when tracking is off: then everything is checked and nothing sent. */
  readonly queue: MessageQueue | undefined;
  readonly reporter: Reporter;
  readonly violations: ViolationPolicy;
  /** Present where personal data is not to be sent. */
  readonly redaction?: Redaction | undefined;
  readonly beforeSend?: BeforeSend | undefined;
  readonly common?: (() => unknown) | undefined;
  /** For test trackers: a refused call throws. */
  readonly throwsRefused?: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The tracker that this one replaces. It is shut down, and flushed together with this one until then. */
  readonly predecessor?: Tracker | undefined;
}

/** The tracker behind every way to get one: it checks and composes, and puts finished messages into its queue. */
export class PlanTracker implements Tracker<object> {
  readonly #parts: Omit<PlanTrackerParts, "predecessor">;
  readonly #given: GivenValues;
  readonly #times = new DistinctTimes();
  readonly #refused = new Map<RefusalReason, number>();
  #violating = 0;
  #duplicate = 0;
  #unkeyed = 0;
  #mismatched = 0;
  readonly #beforeSend = { dropped: 0, failed: 0 };
  #closed: Promise<MessageCounts> | undefined;
  /** When it is closed at the latest, on the clock of {@link monotonicNow}. */
  #closesAt = Infinity;
  /** The replaced tracker while it ends, and its report afterwards: some hosts configure tracking for each request. */
  #predecessor: Tracker | undefined;
  #before: MessageCounts | undefined;

  constructor({ predecessor, ...parts }: PlanTrackerParts) {
    this.#parts = parts;
    const { planName, common, reporter } = parts;
    this.#given = new GivenValues({ planName, common, reporter });
    this.#predecessor = predecessor;
    void predecessor?.shutdown().then((report) => {
      this.#before = report;
      this.#predecessor = undefined;
    });
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
      violating: this.#violating,
      duplicate: this.#duplicate,
      unkeyed: this.#unkeyed,
      mismatched: this.#mismatched,
      beforeSend: { ...this.#beforeSend },
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

  #count(reason: RefusalReason): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }

  /** Gives a draft its time, and hands it on as the policy for violations says. */
  #submit(draft: Draft | Refused, options: CallOptions | undefined): boolean | Refused {
    if (draft instanceof Refused) return draft;
    const { queue, redaction, reporter } = this.#parts;
    const violations = draft.violations.length > 0 ? nameViolations(draft.fields, draft.violations) : [];
    for (const violation of draft.otherViolations) violations.push(violation);
    this.#noteMismatch(draft);
    const timestamp = this.#takeTimestamp(draft, options?.timestamp, violations);
    const sessionId = takeSessionId(options?.sessionId, violations);
    if (sessionId !== undefined) draft.properties["$session_id"] = sessionId;
    if (violations.length > 0) {
      if (this.#parts.violations !== "report") {
        return new Refused("invalid_properties", "the properties break the plan", violations);
      }
      draft.properties["plan_violations"] = violations;
    }

    if (draft.isEmpty === true) return nothingToSet(violations);

    // Before anything that shows a message to somebody.
    const kept = redaction === undefined ? draft : redactDraft(draft, redaction.hash);
    if (kept.isEmpty === true) {
      if (violations.length > 0) return nothingToSet(violations);
      this.#count("nothing_to_set");
      return false;
    }
    const messages = finishDraft(kept, timestamp);
    if (queue === undefined) {
      if (violations.length > 0) reporter.violating(draft.event, violations, false);
      for (const message of messages) reporter.unsent(message);
      this.#count("tracking_off");
      return false;
    }
    const [main] = messages;
    const isKeyed = draft.key !== undefined;
    // What an event sets on a group can have been lost when the event was not.
    let fresh: readonly Message[] = isKeyed ? withoutKnown(messages, queue) : messages;
    if (this.#parts.beforeSend !== undefined) {
      const left = this.#filter(fresh, this.#parts.beforeSend, main);
      if (left === undefined) {
        this.#count("dropped_by_before_send");
        return false;
      }
      // Again, because `beforeSend` may have called a helper for the same event.
      fresh = isKeyed ? withoutKnown(left, queue) : left;
    }
    const isStored = draft.isDurable === true && this.#hasOutbox(queue);
    if (isStored) fresh = store(fresh, isKeyed, queue);
    else checkRoom(fresh, queue);
    if (violations.length > 0) reporter.violating(draft.event, violations, true);
    if (fresh[0]?.uuid !== main.uuid) {
      this.#duplicate += 1;
      reporter.duplicate(main);
    } else {
      if (violations.length > 0) this.#violating += 1;
      if (draft.unkeyed === true) this.#unkeyed += 1;
    }
    for (const message of fresh) {
      reporter.accepted(message);
      if (!isStored) queue.accept(message, isKeyed);
    }
    return true;
  }

  #hasOutbox(queue: MessageQueue): boolean {
    if (queue.isDurable) return true;
    const line = "Durable events are held in memory only, because the option outbox is not set.";
    this.#parts.reporter.sayOnce("outbox", "none", line);
    return false;
  }

  /**
   * What `beforeSend` leaves of new messages: `undefined` when it drops the event itself.
   *
   * @throws Refused when it fails for the event
   */
  #filter(
    messages: readonly Message[],
    beforeSend: BeforeSend,
    event: Message,
  ): readonly Message[] | undefined {
    const { reporter } = this.#parts;
    const kept: Message[] = [];
    for (const message of messages) {
      const result = applyBeforeSend(beforeSend, message);
      if (typeof result === "object") {
        kept.push(result);
        continue;
      }
      this.#beforeSend[result] += 1;
      if (result === "failed") {
        const detail = "beforeSend threw, or returned something that cannot be sent";
        if (message === event) throw new Refused("before_send_failed", detail);
        reporter.sayOnce("callbacks", "beforeSend", `${message.event} was dropped: ${detail}.`);
      }
      if (message === event) return undefined;
    }
    return kept;
  }

  #noteMismatch({ event, distinctId: userId, otherUser: claimedId }: Draft): void {
    if (claimedId === undefined) return;
    this.#mismatched += 1;
    this.#parts.reporter.mismatched({ event, userId, claimedId });
  }

  /** The caller's time if it is possible, else the present. An event with a key is refused then: it would count twice. */
  #takeTimestamp(draft: Draft, timestamp: Date | undefined, violations: string[]): Date {
    const now = this.#parts.now();
    const fault = timestamp === undefined ? "missing" : findTimestampFault(timestamp, now);
    if (timestamp !== undefined && fault === undefined) return new Date(timestamp);
    if (draft.key !== undefined) {
      const detail = `an event with an idempotency key requires options.timestamp, the time of its record: ${fault}`;
      throw new Refused("invalid_timestamp", detail);
    }
    if (timestamp !== undefined) violations.push(`options.timestamp: ${fault}`);
    return this.#times.next(draft.event, draft.distinctId, now);
  }
}

/** The messages whose event is neither queued nor was delivered recently. */
function withoutKnown(messages: readonly Message[], queue: MessageQueue): readonly Message[] {
  const isKnown = ({ uuid }: Message): boolean => queue.has(uuid);
  return messages.some(isKnown) ? messages.filter((message) => !isKnown(message)) : messages;
}

/** What a tracker was given for its events that none was made with. */
const NO_VALUES: readonly unknown[] = [];

function nothingToSet(violations: readonly string[]): Refused {
  return new Refused("nothing_to_set", "no property can be set", violations);
}

/** What a tracker without a queue has sent. */
const NOTHING = { events: addCounts([]), groupUpdates: addCounts([]), waitingBytes: 0 };

/** Writes messages to the outbox. Gives those that were not in it. */
function store(messages: readonly Message[], isKeyed: boolean, queue: MessageQueue): readonly Message[] {
  if (messages.length === 0) return messages;
  const stored = queue.store(messages, isKeyed);
  if ("fresh" in stored) return stored.fresh;
  throw refusalFor(stored.refused);
}

/** What is known to get lost is refused, so that the caller can tell. */
function checkRoom(messages: readonly Message[], queue: MessageQueue): void {
  const reason = messages.length > 0 ? queue.refusalOf(messages) : undefined;
  if (reason !== undefined) throw refusalFor(reason);
}

const REFUSALS = {
  queue_full: "the queue is full",
  shut_down: "the process is ending",
  posthog_node_missing: "posthog-node cannot be loaded; is it installed?",
  store_busy: "the outbox cannot be written to",
  store_full: "the outbox has reached its greatest size",
} as const satisfies Partial<Record<RefusalReason, string>>;

function refusalFor(reason: keyof typeof REFUSALS): Refused {
  return new Refused(reason, REFUSALS[reason]);
}

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

function takeSessionId(sessionId: unknown, violations: string[]): string | undefined {
  if (sessionId === undefined || sessionId === null) return undefined;
  if (isSessionId(sessionId)) return sessionId;
  violations.push("options.sessionId: invalid_format");
  return undefined;
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
