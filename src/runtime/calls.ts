import { type EventDefinition, made, type ParsedId, type PlanContract } from "./definition.ts";
import { GROUP_IDENTIFY, SET_PERSON } from "./message.ts";
import { isThrownOnPurpose, Refused } from "./refusal.ts";
import { printable } from "./report/lines.ts";
import { sharedTracker } from "./create-tracker.ts";
import type { AdditionalOptions } from "./options.ts";
import type { GroupIdentifyOptions, IdentifyOptions, Tracker, TrackOptions } from "./tracker.ts";

/** The server events of a plan, by name. */
export interface EventLookup {
  readonly plan: PlanContract;
  /** A function, because only these calls need all events: see `made`. */
  readonly events: () => Readonly<Record<string, EventDefinition>>;
}

/**
 * Sends one event of the plan. Generated helpers call it; call them instead.
 *
 * @returns `true` when the event was accepted for sending; `false` when it was refused or tracking is off.
 * @throws PlanViolationError only, and only when the tracker's `violations` is `"throw"`. A test tracker also throws
 *   `RefusedCallError`.
 */
export function track(
  definition: EventDefinition,
  user: string | ParsedId,
  properties: object,
  options?: TrackOptions,
): boolean {
  return enter(definition.plan, definition.name, options, (tracker, read) =>
    tracker.track(definition, user, properties, read),
  );
}

/** Sends an event by its name. Returns and throws as {@link track} does. */
export function trackEvent(
  lookup: EventLookup,
  name: string,
  user: string | ParsedId,
  properties: object,
  options?: TrackOptions,
): boolean {
  return enter(lookup.plan, labelOf(name, "trackEvent"), options, (tracker, read) =>
    tracker.track(find(lookup, name), user, properties, read),
  );
}

/** Sends an event that has revenue, of which `revenue.event` is the name. Returns and throws as {@link track} does. */
export function captureRevenue(
  lookup: EventLookup,
  user: string | ParsedId,
  revenue: { readonly event: string },
  options?: TrackOptions,
): boolean {
  const name = readEvent(revenue);
  return enter(lookup.plan, labelOf(name, "captureRevenue"), options, (tracker, read) => {
    const definition = find(lookup, name);
    if (made(definition.rules).revenue === undefined)
      throw new Refused("no_revenue", "the event has no revenue in the plan");
    return tracker.track(definition, user, withoutEvent(revenue), read);
  });
}

/** Sets properties of a person, and removes those of `options.unset` (a `$set` event): only the browser merges people. Returns as {@link track} does. */
export function identify(
  plan: PlanContract,
  user: string | ParsedId,
  properties: object,
  options?: IdentifyOptions,
): boolean {
  return enter(plan, SET_PERSON, options, (tracker, read) => tracker.identify(plan, user, properties, read));
}

/** Sets properties of a group (a `$groupidentify` event). Returns as {@link track} does. */
export function groupIdentify(
  plan: PlanContract,
  type: string,
  key: string,
  properties: object,
  options?: GroupIdentifyOptions,
): boolean {
  return enter(plan, GROUP_IDENTIFY, options, (tracker, read) =>
    tracker.groupIdentify(plan, type, key, properties, read),
  );
}

/** What every helper goes through: nothing that it is given can throw into the code that called it. */
function enter<Options extends { readonly tracker?: Tracker | undefined }>(
  plan: PlanContract,
  event: string,
  options: Options | undefined,
  call: (tracker: Tracker, options: Options | undefined) => boolean,
): boolean {
  let tracker: Tracker | undefined;
  try {
    // Read once, so that what is checked is what is used.
    const read = readOptions(options);
    tracker = read?.tracker ?? sharedTracker(plan);
    if (!isTracker(tracker)) {
      tracker = undefined;
      throw new Refused("invalid_options", "options.tracker is not a tracker");
    }
    return call(tracker, read);
  } catch (error) {
    if (isThrownOnPurpose(error)) throw error;
    const refused = error instanceof Refused ? error : new Refused("internal_error", "the call failed");
    const { reason, message: detail, violations } = refused;
    return (tracker ?? sharedTracker(plan)).refuse({ reason, event, detail, violations });
  }
}

/** The options of all helpers. */
type AnyOptions = TrackOptions & AdditionalOptions & IdentifyOptions & GroupIdentifyOptions;

function readOptions<Options extends object>(options: Options | undefined): Options | undefined {
  if (options === undefined || options === null) return undefined;
  try {
    const given = options as AnyOptions;
    const read = {
      tracker: given.tracker,
      timestamp: given.timestamp,
      sessionId: given.sessionId,
      claimedId: given.claimedId,
      idempotencyKey: given.idempotencyKey,
      groups: given.groups,
      additional: given.additional,
      flags: given.flags,
      by: given.by,
      unset: given.unset,
    } satisfies Record<keyof AnyOptions, unknown>;
    return read as unknown as Options;
  } catch {
    throw new Refused("invalid_options", "the options cannot be read");
  }
}

function isTracker(value: unknown): value is Tracker {
  try {
    const { track: takes, refuse } = value as Partial<Tracker>;
    return typeof takes === "function" && typeof refuse === "function";
  } catch {
    return false;
  }
}

function find(lookup: EventLookup, name: unknown): EventDefinition {
  const events = made(lookup.events);
  const found = typeof name === "string" && Object.hasOwn(events, name) ? events[name] : undefined;
  if (found === undefined) throw new Refused("unknown_event", "the plan has no server event of this name");
  return found;
}

/** How a call is named in reports: by its event, else by the helper. */
function labelOf(name: unknown, helper: string): string {
  return (typeof name === "string" ? printable(name, 60) : "") || helper;
}

function readEvent(revenue: unknown): unknown {
  try {
    return (revenue as { readonly event?: unknown } | undefined)?.event;
  } catch {
    return undefined;
  }
}

/** The properties behind getters, so that one that cannot be read harms only itself. */
function withoutEvent(revenue: object): object {
  const properties = {};
  for (const name of Object.keys(revenue)) {
    if (name === "event") continue;
    Object.defineProperty(properties, name, {
      enumerable: true,
      get: () => Reflect.get(revenue, name) as unknown,
    });
  }
  return properties;
}
