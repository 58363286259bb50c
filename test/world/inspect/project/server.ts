import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { parseUserId, shutdown, trackOrderPlaced } from "./generated/index.js";

const ANN = "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b";
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/orders") {
    const order = { order_id: "1", gift: false, tier: "pro" } as const;
    trackOrderPlaced(parseUserId(ANN), order, { timestamp: new Date() });
    response.writeHead(201).end();
    return;
  }
  readFile(join("dist", pathname)).then(
    (body) => response.writeHead(200, { "content-type": TYPES[extname(pathname)] }).end(body),
    () => response.writeHead(404).end(),
  );
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close();
  void shutdown();
});
