/**
 * Why a call was refused: it returned `false`, sent nothing, and is counted under this reason.
 */
export type RefusalReason =
  /** The event belongs to another plan than the tracker. */
  | "other_plan"
  /** The user-ID contract does not accept the id of the user, or of the actor that sends the event. */
  | "invalid_user_id"
  /** PostHog would merge everybody with this id into one person, or cannot store it. */
  | "illegal_user_id"
  /** The name of the event is empty or longer than PostHog accepts. */
  | "invalid_event_name"
  /** `trackEvent` or `captureRevenue` with a name that is not a server event of the plan. */
  | "unknown_event"
  /** `captureRevenue` with an event that has no `revenue` in the plan. */
  | "no_revenue"
  /** The options of the call cannot be read, or `options.tracker` is not a tracker. */
  | "invalid_options"
  /** `identifyUser` or `groupIdentify` without any valid property to set or remove. Only counted where all were personal, and removed. */
  | "nothing_to_set"
  /** The properties break the plan, and the option `violations` is `refuse` or `throw`. */
  | "invalid_properties"
  /** `options.groups` contradicts the event's own group property. */
  | "group_conflict"
  /** `groupIdentify` with a group type that the plan does not have. */
  | "unknown_group_type"
  /** `groupIdentify` with a key that is empty, too long or not a string. */
  | "invalid_group_key"
  /** An event with an idempotency key whose timestamp is missing or implausible. */
  | "invalid_timestamp"
  /** `options.idempotencyKey` is missing where the plan says `idempotency: caller`, or is not 1 to 1,000 characters. */
  | "invalid_idempotency_key"
  /** The event's actor is not in the plan. */
  | "unknown_actor"
  /** Personal data is not to be sent, but a key of the event or of its group is personal in the plan. */
  | "personal_key"
  /** The event is larger than PostHog accepts. */
  | "too_large"
  /** `beforeSend` returned `null`. Counted, but neither reported to `onRefused` nor logged, because it is intended. */
  | "dropped_by_before_send"
  /** `beforeSend` threw, or returned something that cannot be sent. */
  | "before_send_failed"
  /** The tracker was shut down, or the process is ending. */
  | "shut_down"
  /** The queue has reached `maxQueueMessages` or `maxQueueBytes`. */
  | "queue_full"
  /** The outbox cannot be written to, and it holds no more events in memory. */
  | "store_busy"
  /** The outbox has reached its greatest size. */
  | "store_full"
  /** posthog-node could not be loaded. */
  | "posthog_node_missing"
  /** Tracking is off: no key, or disabled. Counted, but neither reported to `onRefused` nor logged each time. */
  | "tracking_off"
  /** A bug in the tracker itself. */
  | "internal_error";

/** A refused call, as passed to `onRefused`. It never contains the refused value. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The event's name; `$set` for `identifyUser`, `$groupidentify` for `groupIdentify`. */
  readonly event: string;
  /** One sentence that explains it. */
  readonly detail: string;
  /** Path and code of each violation, such as `amount_usd: not_finite`. */
  readonly violations: readonly string[];
}

/** A call whose request claimed another user id than the authenticated one, as passed to `onMismatch`. */
export interface Mismatch {
  /** The event's name; `$set` for `identifyUser`. */
  readonly event: string;
  /** The authenticated user, under whom the event is sent. */
  readonly userId: string;
  /** The claimed id in its canonical form. Whoever sent the request chose it. */
  readonly claimedId: string;
}

const VIOLATION: unique symbol = Symbol.for("tracking-plan/plan-violation-error");
const REFUSED_CALL: unique symbol = Symbol.for("tracking-plan/refused-call-error");

/**
 * Thrown by a helper when `violations` is `"throw"` and the properties break the plan. `instanceof` also accepts errors
 * of another copy of this package in the process.
 */
export class PlanViolationError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, VIOLATION);
  }

  readonly [VIOLATION] = true;
  override readonly name = "PlanViolationError";
  readonly event: string;
  /** Path and code of each, such as `amount_usd: not_finite`. */
  readonly violations: readonly string[];

  constructor(event: string, violations: readonly string[]) {
    super(`${event} breaks the tracking plan: ${violations.join("; ")}`);
    this.event = event;
    this.violations = violations;
  }
}

/** Thrown by a helper when a test tracker refuses its call. `instanceof` works as for {@link PlanViolationError}. */
export class RefusedCallError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, REFUSED_CALL);
  }

  readonly [REFUSED_CALL] = true;
  override readonly name = "RefusedCallError";
  readonly reason: RefusalReason;
  readonly event: string;
  readonly detail: string;

  constructor({ reason, event, detail, violations }: Refusal) {
    const why = violations.length > 0 ? `${detail} (${violations.join("; ")})` : detail;
    super(`${event} was refused, ${reason}: ${why}`);
    this.reason = reason;
    this.event = event;
    this.detail = detail;
  }
}

/** Whether the tracker threw this error on purpose. */
export function isThrownOnPurpose(error: unknown): boolean {
  return error instanceof PlanViolationError || error instanceof RefusedCallError;
}

function isBranded(value: unknown, brand: symbol): boolean {
  try {
    return typeof value === "object" && value !== null && Reflect.get(value, brand) === true;
  } catch {
    return false;
  }
}

/**
 * Why a call is refused. Inside the runtime it is returned for what requests can cause in numbers, and thrown for what is rare: a throw
 * takes longer than all that is checked before it. No `Error`, because nobody reads the stack.
 */
export class Refused {
  readonly reason: RefusalReason;
  readonly message: string;
  readonly violations: readonly string[];

  constructor(reason: RefusalReason, message: string, violations: readonly string[] = []) {
    this.reason = reason;
    this.message = message;
    this.violations = violations;
  }
}
