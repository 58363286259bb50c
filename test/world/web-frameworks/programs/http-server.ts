/** A server whose handler of SIGTERM exits as soon as it is closed; with the argument `waits`, after `await shutdown()`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { client } from "tracked-client";

const waits = process.argv.includes("waits");
const server = createServer((_request, response) => {
  for (let call = 0; call < 5; call += 1) client.track();
  response.end("tracked");
});
process.on("SIGTERM", () => {
  server.close(async () => {
    if (waits) await client.shutdown();
    process.exit(0);
  });
  server.closeAllConnections();
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
