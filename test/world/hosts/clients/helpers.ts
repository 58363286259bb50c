/** The generated helpers as the documentation shows them. */
import {
  configureTracking,
  flush,
  shutdown,
  trackUserSignedIn,
  userId,
} from "../../../../generated/index.ts";
import type { Client } from "./client.ts";

const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");

export const client: Client = {
  configure: configureTracking,
  track: () => {
    trackUserSignedIn(user, { method: "github" });
  },
  flush,
  shutdown,
};
