/** posthog-node as its documentation shows it. */
import { PostHog } from "posthog-node";
import type { Client } from "./client.ts";

const { POSTHOG_API_KEY = "", POSTHOG_HOST = "" } = process.env;
const posthog = new PostHog(POSTHOG_API_KEY, { host: POSTHOG_HOST });

export const client: Client = {
  track: () =>
    posthog.capture({
      distinctId: "user_7c9e6679-7425-40de-944b-e07fc1f90ae7",
      event: "user_signed_in",
      properties: { method: "github" },
    }),
  flush: () => posthog.flush(),
  shutdown: () => posthog.shutdown(),
};
