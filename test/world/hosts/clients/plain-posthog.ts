import { PostHog } from "posthog-node";
import type { ClientOptions } from "./client.ts";

let made: PostHog | undefined;

/** posthog-node as its documentation shows it. */
export function posthog(): PostHog {
  const { POSTHOG_API_KEY = "", POSTHOG_HOST = "" } = made === undefined ? process.env : {};
  return (made ??= new PostHog(POSTHOG_API_KEY, { host: POSTHOG_HOST }));
}

export function configure({ apiKey, host }: ClientOptions): void {
  made = new PostHog(apiKey, { host });
}

export function track(): void {
  posthog().capture({
    distinctId: "user_7c9e6679-7425-40de-944b-e07fc1f90ae7",
    event: "user_signed_in",
    properties: { method: "github" },
  });
}
