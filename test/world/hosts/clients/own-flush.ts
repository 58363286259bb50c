/** posthog-node, and a careful application on a host without signals, which waits for `flush()` in each request. */
import type { Client, ClientOptions } from "./client.ts";
import { configure, posthog, track } from "./plain-posthog.ts";

let waitUntil: ClientOptions["waitUntil"];

export const client: Client = {
  configure: (options) => {
    ({ waitUntil } = options);
    configure(options);
  },
  track: () => {
    track();
    waitUntil?.(posthog().flush());
  },
  flush: () => posthog().flush(),
  shutdown: () => posthog().shutdown(),
};
