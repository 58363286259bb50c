import type { PlainObject } from "../portable/values.ts";

/** What stands in an error of TypeScript for posthog-js-lite, which has a method of this name, too, and no result of it. */
interface PostHogJsLiteIsNotSupportedBecauseItsSecondIdentifyJoinsTwoPeople {
  readonly length: number;
}

/** The part of posthog-react-native 4 that the helpers use. Its own type is assignable. */
export interface PostHog {
  capture(
    event: string,
    properties?: Record<string, unknown>,
    options?: { readonly uuid?: string; readonly timestamp?: Date },
  ): unknown;
  identify(id: string, set?: Record<string, unknown>): unknown;
  reset(): unknown;
  register(properties: Record<string, unknown>): unknown;
  unregister(property: string): unknown;
  ready?(): Promise<unknown>;
  getDistinctId(): unknown;
  getPersistedProperty(name: string): unknown;
  getCustomUserAgent(): PostHogJsLiteIsNotSupportedBecauseItsSecondIdentifyJoinsTwoPeople;
}

/** The current id; `undefined` before the client has read its storage. */
export function idIn(posthog: PostHog | undefined): string | undefined {
  const id = posthog?.getDistinctId?.();
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** Whether the id is that of a person: as the client itself decides, which keeps no mode in older storages. */
export function isIdentified(posthog: PostHog): boolean {
  const mode = posthog.getPersistedProperty("person_mode") ?? undefined;
  const id = posthog.getPersistedProperty("distinct_id");
  const visitor = posthog.getPersistedProperty("anonymous_id");
  return mode === "identified" || (mode === undefined && !!id && !!visitor && id !== visitor);
}

/**
 * Sends one event. `$groups` are those of this event alone: as a property, posthog-react-native would take them for those of all later
 * events, and would fetch the feature flags again.
 */
export function send(
  posthog: PostHog,
  event: string,
  { $groups: groups, ...properties }: PlainObject,
  options?: { readonly uuid?: string; readonly timestamp?: Date },
): void {
  if (groups === undefined) {
    posthog.capture(event, properties, options);
    return;
  }
  const sendInGroups = (): void => {
    const props = posthog.getPersistedProperty("props") as { readonly $groups?: unknown } | null | undefined;
    const before = props?.$groups;
    posthog.register({ $groups: groups });
    posthog.capture(event, properties, options);
    if (before === undefined) {
      posthog.unregister("$groups");
    } else {
      posthog.register({ $groups: before });
    }
  };
  // Until then, the groups of all events are not known.
  if (idIn(posthog) === undefined && posthog.ready) {
    posthog.ready().then(sendInGroups, () => {});
  } else {
    sendInGroups();
  }
}
