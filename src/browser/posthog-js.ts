import type { PlainObject } from "../portable/values.ts";

/** The part of posthog-js that the helpers use. Its own type and those of its slim bundles are assignable. */
export type PostHog = OnlyPostHogJs & PostHogJs;

/** What TypeScript says of other clients: they have this method. Without it, it would only list what they lack. */
interface OnlyPostHogJs {
  readonly getCustomUserAgent?: "These helpers are for posthog-js. For posthog-react-native, set `output.native` in the plan. posthog-js-lite is not supported: its second `identify` joins two people.";
}

interface PostHogJs {
  capture(
    event: string,
    properties?: Record<string, unknown>,
    options?: { readonly uuid?: string; readonly timestamp?: Date },
  ): unknown;
  identify(id: string, set?: Record<string, unknown>): unknown;
  reset(): unknown;
  get_distinct_id(): unknown;
  get_property(name: string): unknown;
}

/** The current id of posthog-js; `undefined` before it has started, including for its snippet stub. */
export function idIn(posthog: PostHog | undefined): string | undefined {
  const id = posthog?.get_distinct_id?.();
  return typeof id === "string" ? id : undefined;
}

/** `$user_state` is the property that distinguishes identified people from visitors in posthog-js. */
export function isIdentified(posthog: PostHog): boolean {
  return posthog.get_property("$user_state") === "identified";
}

/** Sends one event. `$groups` are those of this event alone. */
export function send(
  posthog: PostHog,
  event: string,
  properties: PlainObject,
  options?: { readonly uuid?: string; readonly timestamp?: Date },
): void {
  posthog.capture(event, properties, options);
}
