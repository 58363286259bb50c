/**
 * Why a call was not accepted. A refused call returned `false`, nothing of it is sent, and it is counted under
 * its reason.
 */
export type RefusalReason =
  /** The event belongs to another plan than the tracker. */
  | "other_plan"
  /** The id of the user, or of the actor that sends the event, is not one that the plan's contract accepts. */
  | "invalid_user_id"
  /** PostHog pools everybody under this id in one person, or cannot store it. */
  | "illegal_user_id"
  /** The name of the event is empty or longer than PostHog takes. */
  | "invalid_event_name"
  /** The plan has no server event of the name that was given to `trackEvent` or `captureRevenue`. */
  | "unknown_event"
  /** `captureRevenue` for an event that has no revenue in the plan. */
  | "no_revenue"
  /** The options of the call cannot be read, or `options.tracker` is no tracker. */
  | "invalid_options"
  /** `identifyUser` or `groupIdentify` with nothing that the plan lets them set or remove. */
  | "nothing_to_set"
  /** The properties break the plan, and violations are refused or thrown. */
  | "invalid_properties"
  /** `options.groups` names another group than the event's own property does. */
  | "group_conflict"
  /** `groupIdentify` for a group type that the plan does not have. */
  | "unknown_group_type"
  /** `groupIdentify` with a key that is empty, too long or not a string. */
  | "invalid_group_key"
  /** An event with an idempotency key without a timestamp, or with one that cannot be right. */
  | "invalid_timestamp"
  /** `options.idempotencyKey` is missing where the plan says `idempotency: caller`, or is not 1 to 1,000 characters. */
  | "invalid_idempotency_key"
  /** The event is of an actor that the plan does not have. */
  | "unknown_actor"
  /** The event is larger than PostHog takes. */
  | "too_large"
  /** The tracker has been shut down, or the process is at its end. */
  | "shut_down"
  /** As many messages wait as `maxQueueMessages` or `maxQueueBytes` allow. */
  | "queue_full"
  /** posthog-node could not be loaded. */
  | "posthog_node_missing"
  /** Tracking is off: no key, or disabled. Counted, but neither reported to `onRefused` nor logged each time. */
  | "tracking_off"
  /** A fault in the tracker itself. */
  | "internal_error";

/** A refused call, as `onRefused` is told of it. It never holds the value that was refused. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The event's name; `$set` for `identifyUser`, `$groupidentify` for `groupIdentify`. */
  readonly event: string;
  /** One sentence for people. */
  readonly detail: string;
  /** Path and code of each value that the plan refuses, such as `amount_usd: not_finite`. */
  readonly violations: readonly string[];
}

/** A call whose request claimed to come from another user than the authenticated one, as `onMismatch` is told of it. */
export interface Mismatch {
  /** The event's name; `$set` for `identifyUser`. */
  readonly event: string;
  /** The authenticated user, under whom the event is sent. */
  readonly userId: string;
  /** What the request claimed: some user's id in its canonical form, written by whoever sent the request. */
  readonly claimedId: string;
}

const VIOLATION: unique symbol = Symbol.for("tracking-plan/plan-violation-error");
const REFUSED_CALL: unique symbol = Symbol.for("tracking-plan/refused-call-error");

/**
 * Thrown by a helper when `violations` is `"throw"` and the properties break the plan. `instanceof` also knows the errors
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

/** Whether an error is one that a tracker was asked to throw. */
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

/** Thrown inside the runtime where a call is to be refused; the tracker catches it. */
export class Refused extends Error {
  readonly reason: RefusalReason;
  readonly violations: readonly string[];

  constructor(reason: RefusalReason, detail: string, violations: readonly string[] = []) {
    super(detail);
    this.reason = reason;
    this.violations = violations;
  }
}
