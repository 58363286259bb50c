import { PostHog } from "posthog-node";

const { POSTHOG_API_KEY = "", POSTHOG_HOST = "" } = process.env;

/** posthog-node as its documentation shows it. */
export const posthog = new PostHog(POSTHOG_API_KEY, { host: POSTHOG_HOST });

export function track(): void {
  posthog.capture({
    distinctId: "user_7c9e6679-7425-40de-944b-e07fc1f90ae7",
    event: "user_signed_in",
    properties: { method: "github" },
  });
}
