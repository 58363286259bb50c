/** posthog-node, and a careful application, which waits for `shutdown()` at its end. */
import type { Client } from "./client.ts";
import { configure, posthog, track } from "./plain-posthog.ts";

let ended: Promise<unknown> | undefined;
const shutdown = (): Promise<unknown> => (ended ??= posthog().shutdown());
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => void shutdown().finally(() => process.exit()));
}
process.on("beforeExit", () => void shutdown());

export const client: Client = { configure, track, flush: () => posthog().flush(), shutdown };
