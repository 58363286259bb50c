import type { JsonValue, ParsedId } from "./definition.ts";
import type { Outbox } from "./delivery/outbox.ts";
import type { Message } from "./message.ts";
import type { Mismatch, Refusal } from "./refusal.ts";
import type { Delivery, Loss } from "./stats.ts";

/**
 * What happens to an event whose properties break the plan.
 *
 * - `report`: it is sent without the invalid values, which its property `plan_violations` lists.
 * - `refuse`: it is refused.
 * - `throw`: the helper throws {@link PlanViolationError}; for tests and development.
 */
export type ViolationPolicy = "report" | "refuse" | "throw";

/** Options of every call. */
export interface CallOptions {
  /** When the business record was created. Default: the time of the call. */
  readonly timestamp?: Date | undefined;
  /** Links the event to a browser session: the value of posthog-js's `get_session_id()`. See {@link fromRequest}. */
  readonly sessionId?: string | undefined;
  /**
   * The id that the browser claims; see {@link fromRequest}. It is only compared with the id that the event is sent
   * under: if both are ids of people and differ, `stats().mismatched` grows. It never becomes an event's id.
   */
  readonly claimedId?: string | undefined;
}

/** Options of `identifyUser`. `Name` is the union of the property names. */
export interface PersonOptions<Name extends string = string> extends CallOptions {
  /**
   * Names of properties to remove from the person, such as `["trial_ends_at"]`. A property that the same call sets is
   * not removed. To only remove properties, pass `{}` as the properties.
   */
  readonly unset?: readonly Name[] | undefined;
}

/** Options of an event's call. `Keys` maps the plan's group types to the types of their keys. */
export interface EventOptions<Keys extends object = Readonly<Record<string, string>>> extends CallOptions {
  /**
   * Calls with the same key count as one event. Use, for example, the id of a webhook's event. 1 to 1,000 characters. Required where
   * the plan says `idempotency: caller`; otherwise used when the event's own key is absent. An event with a key requires a timestamp.
   */
  readonly idempotencyKey?: string | undefined;
  /** Groups of the event that are not in its properties: group type → key. */
  readonly groups?: { readonly [Type in keyof Keys]?: Keys[Type] | undefined } | undefined;
  /**
   * Feature flag variants that the person saw: flag → variant, or `true` and `false`. At most 50; names and variants have at most
   * 200 characters. Sent as `$feature/<flag>` and `$active_feature_flags`, so that experiments can be measured on the event.
   */
  readonly flags?: Readonly<Record<string, string | boolean | undefined>> | undefined;
}

/** Options of an event that accepts additional properties. `Value` is the type of their values. */
export interface AdditionalOptions<Value = string | number | boolean> {
  /**
   * Properties that the plan does not name: name → value. A name of the plan, one that begins with `$` and one that has a meaning for
   * PostHog are violations, and are not sent.
   */
  readonly additional?: { readonly [name: string]: Value | undefined } | undefined;
}

/** Options of `groupIdentify`. `User` is the type of a user id in the plan. */
export interface GroupOptions<User = string | ParsedId> {
  /**
   * The user who made the change. Without it, PostHog's own convention applies: one technical person per group, with the id
   * `$<type>_<key>`.
   */
  readonly by?: User | undefined;
  /** When the change happened. Default: the time of the call. */
  readonly timestamp?: Date | undefined;
}

/** A message as `beforeSend` gets it: a copy that it may change. Only changes of `properties` count. */
export interface OutgoingMessage extends Omit<Message, "properties"> {
  properties: { [key: string]: JsonValue };
}

/** See {@link TrackerOptions.beforeSend}. */
export type BeforeSend = (message: OutgoingMessage) => Pick<OutgoingMessage, "properties"> | null;

/** The common values of a plan that has no common properties. */
export type NoCommon = Readonly<Record<string, never>>;

/** Common values that the plan has, and no others: of a function's result, TypeScript would let those pass. */
export type OnlyPlanned<Given, Common> = Given & {
  readonly [Name in keyof Given]: Name extends keyof Common ? Common[Name] : never;
};

/** Options of a tracker. Missing ones come from the environment. `Common` is the type of the plan's common values. */
export interface TrackerOptions<Common extends object = NoCommon> {
  /** Project key. Default: `POSTHOG_API_KEY`. Without a key, tracking is off. */
  readonly apiKey?: string | undefined;
  /** PostHog host. Default: `POSTHOG_HOST`, then `https://app.posthog.com`. An app host such as `us.posthog.com` becomes its ingestion host. */
  readonly host?: string | undefined;
  /** Logs each event and its outcome. Default: `POSTHOG_DEBUG`. */
  readonly debug?: boolean | undefined;
  /** Turns tracking off: calls are checked, and nothing is sent. Default: `POSTHOG_DISABLED`. */
  readonly disabled?: boolean | undefined;
  /**
   * Changes or drops a message: called synchronously, once per message, after all checks and right before it is queued. Return the
   * message with other properties, or `null` to drop it. Its event, id, uuid, groups and time cannot be changed, also not by
   * properties such as `distinct_id` or `$groups`. If the function
   * throws, or returns anything else (a promise, for example), the message is dropped as well. `stats().beforeSend` counts both, and
   * the call returns `false`, refused with `dropped_by_before_send` or `before_send_failed`. The result is not checked against the plan.
   *
   * @example
   * configureTracking({
   *   beforeSend: (message) => (message.properties["is_internal"] === true ? null : message),
   * });
   */
  readonly beforeSend?: BeforeSend | undefined;
  /**
   * What happens to properties that the plan marks as `pii: personal`, and to what is made from them: `"send"`, `"remove"`, or
   * `"hash"`, which replaces text by its HMAC under `TRACKING_PLAN_HASH_KEY` and removes the rest. It happens before `beforeSend`; the
   * message names these properties in `plan_redacted`. Default `"send"`.
   */
  readonly personalData?: "send" | "remove" | "hash" | undefined;
  /**
   * Gives the plan's common properties their values: called for each event, synchronously. Values of `withCommon`, of
   * `tracker.with` and those that the caller passes go before these. If the function throws, or returns anything else than an
   * object (a promise, for example), the event is sent without them, and `stats().common` counts it.
   *
   * @example
   * configureTracking({ common: () => ({ app_version: process.env["APP_VERSION"] }) });
   */
  readonly common?: (() => Common) | undefined;
  /** What happens to an event that breaks the plan: `"report"`, `"refuse"` or `"throw"`. Default `"report"`: it is sent without the invalid values. */
  readonly violations?: ViolationPolicy | undefined;
  /** Called for every refused call. Exceptions are ignored. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
  /** Called for every call whose `claimedId` is not the id that the event is sent under. Exceptions are ignored. */
  readonly onMismatch?: ((mismatch: Mismatch) => void) | undefined;
  /** Log function, called with one message per line. Default: standard error. */
  readonly log?: ((line: string) => void) | undefined;
  /** Sends the requests, for example through a proxy. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Called for every delivered message. Exceptions are ignored. */
  readonly onDelivery?: ((delivery: Delivery) => void) | undefined;
  /** Called for every accepted message that was lost or whose delivery is unknown. Exceptions are ignored. */
  readonly onLoss?: ((loss: Loss) => void) | undefined;
  /** Where durable events are kept until PostHog has them. Without it they are held in memory like all others. */
  readonly outbox?: Outbox | undefined;
  /** Number of queued messages that triggers a flush. Default 20. */
  readonly flushAt?: number | undefined;
  /** Longest time before queued messages are sent, in milliseconds. Default 5,000. */
  readonly flushInterval?: number | undefined;
  /** Maximum number of queued messages; further calls are refused with `queue_full`. Default 50,000. */
  readonly maxQueueMessages?: number | undefined;
  /** Maximum size of all queued messages, in characters of JSON. Default 32,000,000. */
  readonly maxQueueBytes?: number | undefined;
  /**
   * Longest time that the process stays alive to send its queue, in milliseconds. Default 5,000 after a signal or an uncaught
   * error. When the process ends by itself, the time starts again with every delivery, and the default is 10,000.
   */
  readonly endTimeoutMs?: number | undefined;
  /**
   * Marks the events as an import of old records, which PostHog processes separately from new events. Default `false`.
   */
  readonly historicalMigration?: boolean | undefined;
  /** Sends requests without gzip, for a proxy that cannot read it. Default `false`. */
  readonly disableCompression?: boolean | undefined;
  /**
   * Whether PostHog skips the location lookup for the sender's IP address, which is the server's. Default: `true`, as in posthog-node.
   */
  readonly disableGeoip?: boolean | undefined;
  /** Whether SIGTERM and SIGINT wait for a flush. Default `true`. */
  readonly handleSignals?: boolean | undefined;
  /** Whether an uncaught error or rejection waits for a flush. Default `true`. */
  readonly handleErrors?: boolean | undefined;
  /**
   * For platforms that freeze the process between invocations: `waitUntil` of `@vercel/functions`, or
   * `(promise) => context.waitUntil(promise)`. It is called with a promise per batch, which settles when the batch was sent. With
   * this option, messages are sent within 50 milliseconds.
   */
  readonly waitUntil?: ((promise: Promise<void>) => void) | undefined;
}
