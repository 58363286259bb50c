import { findTimestampFault } from "../portable/timestamps.ts";
import type { MessageQueue } from "./delivery/message-queue.ts";
import { applyBeforeSend } from "./event/before-send.ts";
import { DistinctTimes } from "./event/distinct-times.ts";
import { type Draft, finishDraft } from "./event/draft.ts";
import { isSessionId } from "./event/from-request.ts";
import { redactDraft } from "./event/redact-draft.ts";
import type { Message } from "./message.ts";
import type { BeforeSend, CallOptions, ViolationPolicy } from "./options.ts";
import { nameViolations } from "./properties/violations.ts";
import { type RefusalReason, Refused } from "./refusal.ts";
import type { Reporter } from "./report/reporter.ts";
import type { Redaction } from "./settings/personal-data.ts";
import type { TrackerStats } from "./stats.ts";

export interface AcceptanceParts {
  /** Absent when tracking is off: then everything is checked and nothing sent. */
  readonly queue: MessageQueue | undefined;
  readonly reporter: Reporter;
  readonly violations: ViolationPolicy;
  /** Present where personal data is not to be sent. */
  readonly redaction?: Redaction | undefined;
  readonly beforeSend?: BeforeSend | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is counted of accepted calls. */
type AcceptanceCounts = Pick<
  TrackerStats,
  "violating" | "duplicate" | "unkeyed" | "mismatched" | "beforeSend"
>;

/**
 * Decides whether a draft is accepted: gives it its time, applies the policy for violations, redacts and filters it, leaves out
 * what was sent before, and puts the rest into the queue or the outbox.
 */
export class Acceptance {
  readonly #parts: AcceptanceParts;
  readonly #times = new DistinctTimes();
  #violating = 0;
  #duplicate = 0;
  #unkeyed = 0;
  #mismatched = 0;
  readonly #beforeSend = { dropped: 0, failed: 0 };

  constructor(parts: AcceptanceParts) {
    this.#parts = parts;
  }

  counts(): AcceptanceCounts {
    return {
      violating: this.#violating,
      duplicate: this.#duplicate,
      unkeyed: this.#unkeyed,
      mismatched: this.#mismatched,
      beforeSend: { ...this.#beforeSend },
    };
  }

  /** Gives `true`, a refusal, or the reason of one that is only counted: somebody wanted it so. */
  accept(draft: Draft, options: CallOptions | undefined): true | RefusalReason | Refused {
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
      return "nothing_to_set";
    }
    const messages = finishDraft(kept, timestamp);
    if (queue === undefined) {
      if (violations.length > 0) reporter.violating(draft.event, violations, false);
      for (const message of messages) reporter.unsent(message);
      return "tracking_off";
    }
    const [main] = messages;
    const isKeyed = draft.key !== undefined;
    // What an event sets on a group can have been lost when the event was not.
    let fresh: readonly Message[] = isKeyed ? withoutKnown(messages, queue) : messages;
    if (this.#parts.beforeSend !== undefined) {
      const left = this.#filter(fresh, this.#parts.beforeSend, main);
      if (left === undefined) {
        return "dropped_by_before_send";
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

function nothingToSet(violations: readonly string[]): Refused {
  return new Refused("nothing_to_set", "no property can be set", violations);
}

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

function takeSessionId(sessionId: unknown, violations: string[]): string | undefined {
  if (sessionId === undefined || sessionId === null) return undefined;
  if (isSessionId(sessionId)) return sessionId;
  violations.push("options.sessionId: invalid_format");
  return undefined;
}
