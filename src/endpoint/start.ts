import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { checkBatch } from "./check-batch.ts";
import { checkV1Batch } from "./check-v1-batch.ts";
import { readBody } from "./read-body.ts";
import type { Answer, ReceivedEvent, ReceivedRequest } from "./received.ts";

/** A server on the loopback interface that takes events as PostHog does, and remembers them. */
export interface PostHogEndpoint {
  /** What to give as `POSTHOG_HOST`, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Every event of every request, in the order of arrival, refused ones too. */
  readonly events: readonly ReceivedEvent[];
  readonly requests: readonly ReceivedRequest[];
  /** Drops open connections, too. */
  close(): Promise<void>;
}

export interface EndpointOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** The address to listen on. Default: `127.0.0.1`. */
  readonly address?: string;
  /**
   * Called with the events of a request once it is checked. With it, the endpoint remembers nothing itself: `events` and
   * `requests` stay empty, so that its memory does not grow.
   */
  readonly onEvents?: (events: readonly ReceivedEvent[]) => void;
  readonly site?: EndpointSite | undefined;
  /**
   * Called for each request before anything else. What it returns is answered instead, and the request's events are
   * not recorded unless it calls `take`, which gives what would be answered; a promise that never settles leaves the request
   * hanging.
   */
  readonly intercept?: (
    request: ReceivedRequest,
    take: () => Answer,
  ) => Answer | undefined | Promise<Answer | undefined>;
}

/** What is served beside the paths of PostHog. */
export interface EndpointSite {
  /** Requests to this path and below it are the site's, such as `/inspector`. */
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

type Route = (request: ReceivedRequest, takeEvents: (events: readonly ReceivedEvent[]) => void) => Answer;

/**
 * Starts the endpoint, by default on a free port of 127.0.0.1.
 *
 * @example
 * const endpoint = await startPostHogEndpoint();
 * // … send events to endpoint.url …
 * console.log(endpoint.events);
 * await endpoint.close();
 * @throws Error of the system if it cannot listen, such as `EADDRINUSE`
 */
export async function startPostHogEndpoint({
  port: wantedPort = 0,
  address = "127.0.0.1",
  onEvents,
  site,
  intercept,
}: EndpointOptions = {}): Promise<PostHogEndpoint> {
  const events: ReceivedEvent[] = [];
  const requests: ReceivedRequest[] = [];
  const takeEvents = onEvents ?? ((taken) => void events.push(...taken));
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === "OPTIONS") return send(response, { status: 204 });
    const { pathname: path, search } = new URL(request.url ?? "/", "http://127.0.0.1");
    const query = search.slice(1);
    const read = await readBody(request, query);
    const received: ReceivedRequest = {
      method: request.method ?? "GET",
      path,
      query,
      headers: request.headers,
      body: read.ok ? read.body : undefined,
      receivedAt: new Date(),
    };
    if (onEvents === undefined) requests.push(received);
    const route = ROUTES[received.path] ?? (received.path.startsWith("/i/") ? refuse : ignore);
    const take = (): Answer =>
      read.ok ? route(received, takeEvents) : { status: read.status, body: read.reason };
    send(response, (await intercept?.(received, take)) ?? take());
  };
  const isOfSite = ({ url = "" }: IncomingMessage): boolean =>
    site !== undefined && url.startsWith(site.path) && /^(?:[/?]|$)/u.test(url.slice(site.path.length));
  const server = createServer((request, response) => {
    if (isOfSite(request)) return site?.handle(request, response);
    handle(request, response).catch(() => response.destroy());
  });
  if (site !== undefined) {
    server.on("upgrade", (request, socket, head) => {
      // Of a connection that is gone.
      socket.on("error", () => {});
      if (isOfSite(request)) site.upgrade(request, socket, head);
      else socket.destroy();
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(wantedPort, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${hostOf(address)}:${port}`,
    events,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An address that leads here from this machine, as URLs have it. */
function hostOf(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  return address.includes(":") ? `[${address === "::" ? "::1" : address}]` : address;
}

function refuse(): Answer {
  return { status: 404, body: "this endpoint takes no events at this path" };
}

function ignore(): Answer {
  return { status: 200, body: {} };
}

const takeBatch: Route = (request, takeEvents) => {
  const { answer, events } = checkBatch(request);
  takeEvents(events);
  return answer.status === 200 && new URLSearchParams(request.query).get("beacon") === "1"
    ? { status: 204 }
    : answer;
};

const takeV1Batch: Route = (request, takeEvents) => {
  const checked = checkV1Batch(request);
  takeEvents(checked.events);
  return checked.answer;
};

/** Where SDKs send events. posthog-js takes another path where remote configuration names one. */
const LEGACY_PATHS = ["/batch", "/e", "/i/v0/e", "/capture", "/track", "/engage"] as const;

/**
 * What the endpoint answers, by path. What is under `/i/` is for events that it cannot take; everything else is answered
 * as an empty project would.
 */
const ROUTES: Readonly<Record<string, Route>> = {
  ...Object.fromEntries(LEGACY_PATHS.flatMap((path) => [path, `${path}/`]).map((path) => [path, takeBatch])),
  "/i/v1/analytics/events": takeV1Batch,
  "/flags/": () => ({ status: 200, body: { flags: {}, errorsWhileComputingFlags: false } }),
  "/decide/": () => ({ status: 200, body: { featureFlags: {} } }),
};

/** Pages send from another origin. */
const FOR_BROWSERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
};

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/plain" : "application/json",
    ...FOR_BROWSERS,
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body ?? {}));
}
