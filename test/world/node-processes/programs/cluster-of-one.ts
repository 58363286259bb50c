/** A primary with one worker, which tracks five events. The primary passes signals on and leaves after its worker. */
import cluster from "node:cluster";
import type { Client } from "../../hosts/clients/client.ts";

if (cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on("exit", () => process.exit());
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => worker.process.kill(signal));
  }
} else {
  // The primary has nothing to send.
  const { client }: { readonly client: Client } = await import("tracked-client");
  for (let call = 0; call < 5; call += 1) client.track();
  setInterval(() => {}, 1000);
  process.stdout.write("ready\n");
}
