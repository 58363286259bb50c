import type { ParsedId } from "./definition.ts";
import type { Mismatch, Refusal } from "./refusal.ts";
import type { Delivery, Loss } from "./stats.ts";

/**
 * What happens to an event whose properties break the plan.
 *
 * - `report`: it is sent without the values at fault, and names them in its property `plan_violations`.
 * - `refuse`: it is refused.
 * - `throw`: the helper throws {@link PlanViolationError}; for tests and development.
 */
export type ViolationPolicy = "report" | "refuse" | "throw";

/** What a call may say about its message beyond the properties. */
export interface CallOptions {
  /** When the business record was made. Default: the time of the call. */
  readonly timestamp?: Date | undefined;
  /** Links the event to a browser session: the value of posthog-js's `get_session_id()`. See {@link fromRequest}. */
  readonly sessionId?: string | undefined;
  /**
   * The id that the browser says it has; see {@link fromRequest}. It is only compared with the id that the event is sent
   * under: where both are ids of people and differ, `stats().mismatched` grows. It never becomes an event's id.
   */
  readonly claimedId?: string | undefined;
}

/** What `identifyUser` may say beyond the properties. `Name` are the names of the properties. */
export interface PersonOptions<Name extends string = string> extends CallOptions {
  /**
   * Properties to remove from the person, by name, such as `["trial_ends_at"]`. One that the same call sets is not removed. With `{}`
   * as properties the call only removes.
   */
  readonly unset?: readonly Name[] | undefined;
}

/**
 * What a call may say about its event beyond the properties. `GroupType` are the group types of the plan, `GroupKeys` the
 * types of their keys.
 */
export interface EventOptions<
  GroupType extends string = string,
  GroupKeys extends Readonly<Record<GroupType, string>> = Readonly<Record<GroupType, string>>,
> extends CallOptions {
  /**
   * What makes two sends one event, such as the id of a webhook's event: 1 to 1,000 characters. Needed where the plan says
   * `idempotency: caller`; used where the event's own key is absent. An event with a key needs a timestamp.
   */
  readonly idempotencyKey?: string | undefined;
  /** The groups of the event that no property of it names: group type → key. */
  readonly groups?: { readonly [Type in GroupType]?: GroupKeys[Type] | undefined } | undefined;
  /**
   * The variants of feature flags that the person saw: flag → variant, or `true` and `false`. At most 50, keys and variants of at
   * most 200 characters. Sent as `$feature/<flag>` and `$active_feature_flags`, so that experiments can be measured on the event.
   */
  readonly flags?: Readonly<Record<string, string | boolean | undefined>> | undefined;
}

/** What `groupIdentify` may say beyond the properties. `User` is the type of a user id in the plan. */
export interface GroupOptions<User = string | ParsedId> {
  /**
   * The user who made the change. Without it PostHog's own convention is followed, which makes one technical
   * person a group, with the id `$<type>_<key>`.
   */
  readonly by?: User | undefined;
  readonly timestamp?: Date | undefined;
}

/** Options of a tracker. What is absent comes from the environment. */
export interface TrackerOptions {
  /** Project key. Default: `POSTHOG_API_KEY`. Without one tracking is off. */
  readonly apiKey?: string | undefined;
  /** Default: `POSTHOG_HOST`, then `https://app.posthog.com`. UI hosts are sent to their ingestion hosts. */
  readonly host?: string | undefined;
  /** Print each event and what became of it. Default: `POSTHOG_DEBUG`. */
  readonly debug?: boolean | undefined;
  /** Send nothing. Default: `POSTHOG_DISABLED`. */
  readonly disabled?: boolean | undefined;
  /** Default `"report"`: a wrong optional property must not lose a payment. */
  readonly violations?: ViolationPolicy | undefined;
  /** Told of each refused call. What it throws is ignored. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
  /**
   * Told of each call whose `claimedId` is another user's id than the one that the event is sent under. What it throws is
   * ignored.
   */
  readonly onMismatch?: ((mismatch: Mismatch) => void) | undefined;
  /** Where lines for people go, each without a line end. Default: standard error. */
  readonly log?: ((line: string) => void) | undefined;
  /** Does the requests, for a proxy. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Told of each message that PostHog took. What it throws is ignored. */
  readonly onDelivery?: ((delivery: Delivery) => void) | undefined;
  /** Told of each accepted message that was not delivered, or is not known to be. What it throws is ignored. */
  readonly onLoss?: ((loss: Loss) => void) | undefined;
  /** So many waiting messages are sent at once. Default 20. */
  readonly flushAt?: number | undefined;
  /** Longest time that a message waits for others, in milliseconds. Default 5,000. */
  readonly flushInterval?: number | undefined;
  /** Most messages that wait; further ones are refused with `queue_full`. Default 50,000. */
  readonly maxQueueMessages?: number | undefined;
  /** The most that the waiting messages weigh together, in characters of JSON. Default 32,000,000. */
  readonly maxQueueBytes?: number | undefined;
  /**
   * Longest time that the end of the process is held up for what is queued, in milliseconds. Default 5,000 after a signal and after
   * an uncaught error. Where the process ends by itself, it is the time without any delivery, and 10,000.
   */
  readonly endTimeoutMs?: number | undefined;
  /**
   * Whether this tracker imports old records: PostHog takes them on a lane of their own, where they hold up no new events.
   * Default `false`.
   */
  readonly historicalMigration?: boolean | undefined;
  /** Whether requests are sent without gzip, for a proxy that cannot unzip them. Default `false`. */
  readonly disableCompression?: boolean | undefined;
  /**
   * Whether PostHog derives no place from the address that a request came from, which is the server's. Default: posthog-node's,
   * which is `true`.
   */
  readonly disableGeoip?: boolean | undefined;
  /** Whether SIGTERM and SIGINT wait until what is queued is sent. Default `true`. */
  readonly handleSignals?: boolean | undefined;
  /** Whether the end by an uncaught error or rejection waits until what is queued is sent. Default `true`. */
  readonly handleErrors?: boolean | undefined;
  /**
   * Given a promise for each group of messages, which settles when they have been sent: `waitUntil` of `@vercel/functions`, or
   * `(promise) => context.waitUntil(promise)` of other platforms, which freeze a process between invocations. With it messages
   * are sent within 50 milliseconds.
   */
  readonly waitUntil?: ((promise: Promise<void>) => void) | undefined;
}
