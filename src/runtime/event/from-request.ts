/** As much of an incoming request as is read: Node's `IncomingMessage` and the Fetch `Request` are two. */
export interface RequestLike {
  readonly headers:
    | { get(name: string): string | null | undefined }
    | { readonly [name: string]: string | readonly string[] | undefined };
}

/** What a request says of the browser that sent it, as options of the `track…` helpers and of `identifyUser`. */
export interface RequestOptions {
  /** The browser's session; events that carry it stand in its recording and its paths. */
  readonly sessionId?: string;
  /** The browser's distinct id. Anyone can send any value, so it is a claim and never an id. */
  readonly claimedId?: string;
}

/** Longest session id, in characters. posthog-js makes UUIDs. */
const MAX_SESSION_ID = 200;

/** Longest claim, in characters: no id of a person is longer. */
const MAX_CLAIM = 200;

/**
 * Reads the headers that posthog-js adds to requests to the hosts of its option `tracing_headers`. What they hold is
 * written by whoever sends the request: control characters are removed, and what cannot be a session or an id
 * is left out. Who the user is, only your own authentication knows. Never throws.
 *
 * @param request - with `headers` as Node, Express, Fastify (objects) or Fetch, Hono, Next.js (`Headers`) have them
 * @example
 * app.post("/checkout", (request, response) => {
 *   const user = parseUserId(request.session.userId);
 *   trackCheckoutStarted(user, { plan: "pro" }, { ...fromRequest(request) });
 * });
 */
export function fromRequest(request: RequestLike): RequestOptions {
  const sessionId = readHeader(request, "x-posthog-session-id");
  const claimedId = readHeader(request, "x-posthog-distinct-id");
  return {
    ...(isSessionId(sessionId) && { sessionId }),
    ...(claimedId !== undefined && claimedId.length <= MAX_CLAIM && { claimedId }),
  };
}

/** Whether a value can be the id of a session: up to 200 visible characters of ASCII. */
export function isSessionId(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_SESSION_ID && /^[\x21-\x7e]+$/u.test(value);
}

/** The text of a header without control characters and outer white space, if there is any. */
function readHeader(request: RequestLike, name: string): string | undefined {
  try {
    const found = findHeader(request.headers, name);
    const first: unknown = Array.isArray(found) ? found[0] : found;
    if (typeof first !== "string" || first.length > MAX_HEADER) return undefined;
    const text = first.replaceAll(/\p{Cc}/gu, "").trim();
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Longer headers are not looked at. */
const MAX_HEADER = 1000;

function findHeader(headers: RequestLike["headers"], name: string): unknown {
  if (typeof headers.get === "function") return headers.get(name);
  const key = Object.keys(headers).find((header) => header.toLowerCase() === name);
  return key === undefined ? undefined : (headers as Readonly<Record<string, unknown>>)[key];
}
