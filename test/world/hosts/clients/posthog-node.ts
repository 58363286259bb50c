/** posthog-node, and an application that does nothing for its end. */
import type { Client } from "./client.ts";
import { configure, track } from "./plain-posthog.ts";

export const client: Client = { configure, track, flush: async () => {}, shutdown: async () => {} };
