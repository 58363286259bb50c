import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { portFault } from "../port.ts";
import { healthJson, isHealthy, type Monitor, prometheusText } from "./monitor.ts";

/** Where the OpenTelemetry exporter for Prometheus listens, too. */
export const DEFAULT_PORT = 9464;

/**
 * Answers `/healthz` and `/metrics` on the loopback interface.
 *
 * @throws UsageError if the port cannot be had
 */
export async function serveMonitor(
  port: number,
  monitor: Monitor,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const found = request.method === "GET" ? PAGES[request.url ?? ""] : undefined;
      if (found === undefined) {
        response.writeHead(404, { "content-type": "text/plain" }).end("Try /healthz or /metrics.\n");
        return;
      }
      const { status, type, text } = found(await monitor.state());
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text);
    };
    answer().catch(() => response.destroy());
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const PAGES: Readonly<
  Record<
    string,
    (state: Awaited<ReturnType<Monitor["state"]>>) => {
      readonly status: number;
      readonly type: string;
      readonly text: string;
    }
  >
> = {
  "/healthz": (state) => ({
    status: isHealthy(state) ? 200 : 503,
    type: "application/json",
    text: healthJson(state),
  }),
  "/metrics": (state) => ({
    status: 200,
    type: "text/plain; version=0.0.4; charset=utf-8",
    text: prometheusText(state),
  }),
};

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw portFault(error, { port });
  }
}
