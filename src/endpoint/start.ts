import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { decodeUtf8 } from "./body-error.ts";
import { type CheckedBatch, checkBatch } from "./check-batch.ts";
import { checkV1Batch } from "./check-v1-batch.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { decodePayload } from "./payload.ts";
import { type BodyRules, MAX_LEGACY_BYTES, MAX_V1_BYTES, readBody } from "./read-body.ts";
import type { Answer, ReceivedEvent, ReceivedRequest } from "./received.ts";
import { decodeV1Payload } from "./v1-payload.ts";

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
    const { headers, method = "GET" } = request;
    const { pathname: path, search } = new URL(request.url ?? "/", "http://127.0.0.1");
    const capture = CAPTURES.get(path);
    const methods = capture?.methods ?? ANY_METHOD;
    const send = (answer: Answer): void => write(response, answer, corsHeaders(headers));
    if (method === "OPTIONS") return send({ status: 200, headers: preflightHeaders(headers, methods) });
    if (!methods.includes(method)) return send({ status: 405, headers: { allow: methods.join(",") } });
    const query = search.slice(1);
    const read = await readBody(request, { path, query }, capture ?? AS_IT_IS);
    const received: ReceivedRequest = { method, path, query, headers, ...read, receivedAt: new Date() };
    if (onEvents === undefined) requests.push(received);
    const take = (): Answer => {
      if (capture === undefined) return answerOther(path);
      const checked = capture.check(received);
      takeEvents(checked.events);
      return checked.answer;
    };
    send((await intercept?.(received, take)) ?? take());
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

/** A path that takes events. */
interface Capture extends BodyRules {
  readonly methods: readonly string[];
  readonly check: (request: ReceivedRequest) => CheckedBatch;
}

const LEGACY: Capture = {
  methods: ["GET", "HEAD", "POST"],
  limit: MAX_LEGACY_BYTES,
  decode: decodePayload,
  check: checkBatch,
};

const V1: Capture = {
  methods: ["POST"],
  limit: MAX_V1_BYTES,
  decode: decodeV1Payload,
  check: checkV1Batch,
};

/** What takes no events may still be asked something. */
const AS_IT_IS: BodyRules = {
  limit: MAX_LEGACY_BYTES,
  decode: async ({ bytes }) => decodeUtf8(bytes),
};

const ANY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Where SDKs send events. posthog-js takes another path where remote configuration names one. */
const LEGACY_PATHS = ["/batch", "/e", "/i/v0/e", "/i/v0/ai/batch", "/capture", "/track", "/engage"] as const;
const V1_PATHS = ["/i/v1/analytics/events", "/i/v1/ai/events"] as const;

const CAPTURES: ReadonlyMap<string, Capture> = new Map(
  [
    ...LEGACY_PATHS.map((path) => [path, LEGACY] as const),
    ...V1_PATHS.map((path) => [path, V1] as const),
  ].flatMap(([path, capture]) => [[path, capture] as const, [`${path}/`, capture] as const]),
);

/** What is under `/i/` is for what it cannot take; everything else is answered as an empty project would. */
function answerOther(path: string): Answer {
  if (path.startsWith("/i/")) return { status: 404, body: "this endpoint takes no events at this path" };
  return { status: 200, body: OF_EMPTY_PROJECT[path] ?? {} };
}

const OF_EMPTY_PROJECT: Readonly<Record<string, unknown>> = {
  "/flags/": { flags: {}, errorsWhileComputingFlags: false },
  "/decide/": { featureFlags: {} },
};

function write(
  response: ServerResponse,
  { status, headers, body }: Answer,
  cors: Readonly<Record<string, string>>,
): void {
  const isString = typeof body === "string";
  response.writeHead(status, {
    "content-type": isString ? "text/plain" : "application/json",
    ...cors,
    ...headers,
  });
  response.end(isString ? body : JSON.stringify(body ?? {}));
}
