/** posthog-node, and what a careful application adds to it: it waits for `shutdown()` at its end. */
import { client } from "./posthog-node.ts";

let ended: Promise<unknown> | undefined;
const end = (): Promise<unknown> => (ended ??= client.shutdown());
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => void end().finally(() => process.exit()));
}
process.on("beforeExit", () => void end());

export { client };
