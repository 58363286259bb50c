import type { CapturedEvent } from "../endpoint/captured-event.ts";
import type { Side } from "../plan/plan.ts";

/** The names that PostHog's SDKs for browsers and apps give themselves in `$lib`; those of servers end in a language. */
const CLIENTS: ReadonlySet<string> = new Set([
  "web",
  "js",
  "posthog-js-lite",
  "posthog-react-native",
  "posthog-ios",
  "posthog-android",
  "posthog-flutter",
]);

/** Names what a test tracker recorded: it has no SDK, and stands for a server. */
export const TEST_TRACKER = "tracking-plan/testing";

const SERVERS: ReadonlySet<string> = new Set([
  TEST_TRACKER,
  "posthog-node",
  "posthog-edge",
  "posthog-python",
  "posthog-ruby",
  "posthog-php",
  "posthog-go",
  "posthog-java",
  "posthog-dotnet",
  "posthog-elixir",
  "posthog-rs",
]);

/** The SDK that sent an event, and its side where that can be told. */
export function senderOf({ properties }: Pick<CapturedEvent, "properties">): {
  readonly sdk?: string;
  readonly side?: Side;
} {
  const sdk = properties["$lib"];
  if (typeof sdk !== "string") return {};
  if (CLIENTS.has(sdk)) return { sdk, side: "client" };
  return SERVERS.has(sdk) ? { sdk, side: "server" } : { sdk };
}

/**
 * Whether an event is of a visitor that nobody has identified: its id is the SDK's own, of which no contract speaks. posthog-js
 * says so; posthog-js-lite and React Native use the id of the device.
 */
export function isAnonymous({ distinctId, properties }: CapturedEvent): boolean {
  return (
    properties["$is_identified"] === false ||
    properties["$device_id"] === distinctId ||
    properties["$anon_distinct_id"] === distinctId
  );
}
