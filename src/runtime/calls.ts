import type { EventDefinition, ParsedId, PlanContract } from "./definition.ts";
import { sharedTracker } from "./shared-tracker.ts";
import type { GroupIdentifyOptions, IdentifyOptions, TrackOptions } from "./tracker.ts";

/**
 * Sends one event of the plan. Generated helpers call it; call them instead.
 *
 * @returns `true` when the event was accepted for sending; `false` when it was refused or tracking is off.
 * @throws PlanViolationError only, and only when the tracker's `violations` is `"throw"`.
 */
export function track<P extends object>(
  definition: EventDefinition<P>,
  user: string | ParsedId,
  properties: P,
  options?: TrackOptions,
): boolean {
  const tracker = options?.tracker ?? sharedTracker(definition.plan);
  return tracker.track(definition, user, properties, options);
}

/** Sets properties of a person (a `$set` event): only the browser merges people. Returns as {@link track} does. */
export function identify(
  plan: PlanContract,
  user: string | ParsedId,
  properties: object,
  options?: IdentifyOptions,
): boolean {
  return (options?.tracker ?? sharedTracker(plan)).identify(plan, user, properties, options);
}

/** Sets properties of a group (a `$groupidentify` event). Returns as {@link track} does. */
export function groupIdentify(
  plan: PlanContract,
  type: string,
  key: string,
  properties: object,
  options?: GroupIdentifyOptions,
): boolean {
  const tracker = options?.tracker ?? sharedTracker(plan);
  return tracker.groupIdentify(plan, type, key, properties, options);
}
