import "server-only";
import { cache } from "react";
import { PostHog } from "posthog-node";

let client: PostHog | null = null;

export const getPostHogServer = cache(() => {
  client ??= new PostHog("key", { flushAt: 1 });
  return client;
});

interface ServerEvent {
  name: string;
  userId: string;
  properties?: Record<string, unknown>;
}

/** Its argument is an object, which another function hands on as a whole. */
export async function captureServer({ name, userId, properties }: ServerEvent): Promise<void> {
  const posthog = getPostHogServer();
  posthog.capture({ distinctId: userId, event: name, properties: { ...properties, source: "server" } });
  await posthog.shutdown();
}

export async function captureInBackground(event: ServerEvent): Promise<void> {
  setImmediate(() => captureServer(event));
}
