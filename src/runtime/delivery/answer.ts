/** What a request came to, for the messages that it carried. */
export type Answer =
  /** PostHog took the request. Each message is delivered but for those that `except` names by their uuids. */
  | {
      readonly kind: "taken";
      readonly except: ReadonlyMap<string, Exception>;
      readonly retryAfterMs?: number | undefined;
    }
  /** The same request may be taken later. */
  | {
      readonly kind: "busy";
      /** For log messages, such as `PostHog answered 503`. */
      readonly cause: string;
      readonly retryAfterMs?: number | undefined;
      /** Whether PostHog may have taken it nevertheless. */
      readonly mayHaveArrived: boolean;
      /** How often a message is sent to this answer at most, when not for ever. */
      readonly maxAttempts?: number;
    }
  /** The request will never be taken as it is. */
  | {
      readonly kind: "refused";
      readonly reason: string;
      /** Whether some of its messages may be taken without the others. */
      readonly isDivisible: boolean;
      /** Where a redirect leads, when it does to another origin. */
      readonly location?: string | undefined;
    }
  /** Somebody answered that all is well, and not in PostHog's words. */
  | { readonly kind: "unclear"; readonly reason: string };

/** What PostHog said of one message of a request that it took. */
export type Exception =
  | { readonly kind: "lost"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "again" };

/**
 * What statuses other than success mean. Every other one is a refusal of the whole request.
 *
 * - 404 comes from proxies that are being started, too: it is believed when it is said four times, as often as posthog-node
 *   asks at most.
 * - 400 and 413 may be due to one message of many.
 */
const BUSY = new Set([408, 425, 429]);
const DIVISIBLE = new Set([400, 413]);
const MAX_ATTEMPTS_404 = 4;

/** Most characters of an answer that are read. PostHog's have about 60 for each message. */
const MAX_BODY = 1_000_000;

/** The answer behind an HTTP response. Reads its body; rejects when the connection breaks meanwhile. */
export async function readAnswer(response: Response, url: string, now: number): Promise<Answer> {
  const { status, headers } = response;
  const retryAfterMs = readRetryAfter(headers.get("retry-after"), now);
  if (status >= 200 && status < 300) {
    const body = await readBody(response);
    return isV1(url) ? readV1(body, retryAfterMs) : readV0(body);
  }
  discard(response);
  if (BUSY.has(status) || status >= 500) {
    return { kind: "busy", cause: `PostHog answered ${status}`, retryAfterMs, mayHaveArrived: false };
  }
  if (status === 404) {
    const cause = "PostHog answered 404";
    return { kind: "busy", cause, retryAfterMs, mayHaveArrived: false, maxAttempts: MAX_ATTEMPTS_404 };
  }
  const location = status < 400 ? otherOrigin(headers.get("location"), url) : undefined;
  return { kind: "refused", reason: `http_${status}`, isDivisible: DIVISIBLE.has(status), location };
}

/** Codes of errors that come before a request is sent, of Node and of Bun. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/** The answer to assume for a failed request. */
export function readFailure(error: unknown, isTimeout: boolean): Answer {
  if (isTimeout) {
    return { kind: "busy", cause: "PostHog did not answer in time", mayHaveArrived: true };
  }
  const code = codeOf(error);
  return {
    kind: "busy",
    cause: `PostHog could not be reached${code === undefined ? "" : ` (${code})`}`,
    mayHaveArrived: code === undefined || !NOT_SENT.has(code),
  };
}

/** The code of a network error, which `fetch` has as the cause of its own. */
function codeOf(error: unknown): string | undefined {
  try {
    const { code, cause } = error as {
      readonly code?: unknown;
      readonly cause?: { readonly code?: unknown; readonly message?: unknown };
    };
    // `fetch` opens no connection to some ports, and gives that error no code.
    const found = cause?.code ?? code ?? (cause?.message === "bad port" ? "ECONNREFUSED" : undefined);
    return typeof found === "string" && /^[A-Za-z0-9_]{1,40}$/u.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The path of capture v1, which posthog-node 6 uses and posthog-node 5.70 with `POSTHOG_CAPTURE_MODE=v1`. */
function isV1(url: string): boolean {
  return new URL(url).pathname.endsWith("/i/v1/analytics/events");
}

/**
 * `/batch/` answers with `{"status":"Ok"}` or `{"status":1}`; very old versions with `1`. Anything else comes from somebody else, and
 * so does a success without a body: PostHog answers with none only to beacons of browsers.
 *
 * @see PostHog/posthog, `rust/capture/src/api.rs`: `quota_limited` names what was dropped because of a billing limit
 */
function readV0(body: string | undefined): Answer {
  const parsed = parse(body);
  if (parsed === 1) return TAKEN;
  if (!isRecord(parsed) || (parsed["status"] !== "Ok" && parsed["status"] !== 1)) return UNCLEAR;
  const limited = parsed["quota_limited"];
  return Array.isArray(limited) && limited.includes("events")
    ? { kind: "refused", reason: "quota_limited", isDivisible: false }
    : TAKEN;
}

/**
 * Capture v1 answers with a result for each uuid. One that it does not mention is taken: posthog-node reads it so, too.
 *
 * @see posthog-node 5.70, `src/capture-v1/sender.ts` and `types.ts`
 */
function readV1(body: string | undefined, retryAfterMs: number | undefined): Answer {
  const parsed = parse(body);
  const results = isRecord(parsed) ? parsed["results"] : undefined;
  if (!isRecord(results)) return UNCLEAR;
  const except = new Map<string, Exception>();
  for (const [uuid, entry] of Object.entries(results)) {
    const exception = entry === null ? undefined : readResult(isRecord(entry) ? entry["result"] : undefined);
    if (exception !== undefined) except.set(uuid.toLowerCase(), exception);
  }
  return { kind: "taken", except, retryAfterMs };
}

function readResult(result: unknown): Exception | undefined {
  switch (result) {
    case "ok":
    case "warning":
      return undefined;
    case "drop":
      return { kind: "lost", reason: "dropped_by_posthog" };
    case "retry":
      return { kind: "again" };
    default:
      // A word of a newer PostHog. It is final: posthog-node does not send the message again, either.
      return { kind: "unknown", reason: "unknown_result" };
  }
}

const TAKEN: Answer = { kind: "taken", except: new Map() };
const UNCLEAR: Answer = { kind: "unclear", reason: "unknown_answer" };

function parse(body: string | undefined): unknown {
  try {
    return body === undefined ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body's text; `undefined` when there is more of it than PostHog would send. */
async function readBody(response: Response): Promise<string | undefined> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_BODY) return undefined;
  }
  return text.trim();
}

/** Frees the connection. Whether that works makes no difference to the messages. */
function discard(response: Response): void {
  try {
    // A stream of Node, which a `fetch` for a proxy may give, has no `cancel`.
    const body = response.body as (Partial<ReadableStream> & { readonly destroy?: () => unknown }) | null;
    if (typeof body?.cancel === "function") Promise.resolve(body.cancel()).catch(() => {});
    else body?.destroy?.();
  } catch {
    // The connection is the problem of whoever made it.
  }
}

/** The origin that a redirect leads to, when it is another than that of the request. */
function otherOrigin(location: string | null, url: string): string | undefined {
  if (location === null || !URL.canParse(location, url)) return undefined;
  const { origin } = new URL(location, url);
  return origin === new URL(url).origin ? undefined : origin;
}

/**
 * How long a server asks to be left alone, in milliseconds. The header has a number of seconds or an HTTP date
 * (RFC 9110, section 10.2.3).
 *
 * @returns `undefined` without a header, for what is neither, and for a time that is over.
 * @example readRetryAfter("120", Date.now()) // 120_000
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  // A date has letters; a number alone would be read as a year.
  const ms = /^\d+(?:\.\d+)?$/u.test(text)
    ? Number(text) * 1000
    : /[a-z]/iu.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return ms > 0 ? ms : undefined;
}
