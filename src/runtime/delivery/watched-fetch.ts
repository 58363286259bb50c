import type { Ledger } from "./ledger.ts";

/** As much of `fetch` as posthog-node asks for. */
export type ClientFetch = (url: string, options: ClientRequest) => Promise<Response>;

interface ClientRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Answers after which the same request may succeed later. */
const RETRYABLE = new Set([408, 429]);

/** Pauses before the attempts after the first, in milliseconds: those of posthog-node. */
const PAUSES_MS = [3000, 3000, 3000];

/** Longest time for one attempt, in milliseconds: that of posthog-node. */
const ATTEMPT_MS = 10_000;

/** Longest time that one call of a watched fetch takes, for posthog-node's own limit to stay above it. */
export const LONGEST_FETCH_MS = 60_000;

/** What a watched fetch needs to know. */
export interface Watch {
  readonly send: typeof fetch;
  readonly ledger: Ledger;
  /** Aborted when all is given up: from then on nothing is sent. */
  readonly closed: AbortSignal;
  /** For tests. */
  readonly pausesMs?: readonly number[];
}

/**
 * A `fetch` for posthog-node that tells the ledger what became of each message, because its `flush` event and promises
 * do not: they also report what was dropped.
 *
 * A 2xx status is delivered. Where PostHog may accept the same request later, it is tried again, and then this
 * throws: posthog-node keeps the messages. Every other status loses the messages, a redirect too, for following it
 * would turn the request into a GET without events. posthog-node is told of success then, and once all is given up: the ledger
 * has counted these messages, and posthog-node would print the answer to standard error, and try again.
 */
export function watchFetch({ send, ledger, closed, pausesMs = PAUSES_MS }: Watch): ClientFetch {
  return async (url, request) => {
    const uuids = await readUuids(request.body);
    for (let attempt = 0; ; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- One attempt after the other.
      const result = await untilClosed(closed, () => tryOnce(url, request, send, closed));
      if (result === undefined) return settled();
      const isError = result instanceof Error;
      if (!isError && isFinal(result)) return settle(result, uuids, ledger);
      const pause = pausesMs[attempt];
      if (pause === undefined) throw isError ? result : new Error(`PostHog answered ${result.status}`);
      // oxlint-disable-next-line no-await-in-loop -- The pause is between them.
      await wait(pause, closed);
    }
  };
}

function isFinal(result: Response): boolean {
  return !RETRYABLE.has(result.status) && result.status < 500;
}

function settle(response: Response, uuids: readonly string[], ledger: Ledger): Response {
  const { status } = response;
  if (status >= 200 && status < 300) {
    ledger.deliver(uuids);
    return response;
  }
  // posthog-node halves a batch that is too large and sends the halves.
  if (status === 413 && uuids.length > 1) return response;
  ledger.lose(uuids, `http_${status}`);
  discard(response);
  return settled();
}

/** Lets posthog-node forget the messages of a request. */
function settled(): Response {
  return new Response(null, { status: 204 });
}

async function tryOnce(
  url: string,
  { method, headers, body, signal }: ClientRequest,
  send: typeof fetch,
  closed: AbortSignal,
): Promise<Response | Error> {
  const signals = [closed, AbortSignal.timeout(ATTEMPT_MS), ...(signal === undefined ? [] : [signal])];
  try {
    const response = await send(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.any(signals),
      ...(body !== undefined && { body: body as Blob }),
    });
    if (!isFinal(response)) discard(response);
    return response;
  } catch (error) {
    return error instanceof Error ? error : new Error("the request failed");
  }
}

function discard(response: Response): void {
  // Frees the connection. Whether that works makes no difference to the messages.
  response.body?.cancel().catch(() => {});
}

/** What work gives, or `undefined` as soon as all is given up: a `fetch` of the user's need not heed its signal. */
async function untilClosed<T>(closed: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  if (closed.aborted) return undefined;
  const done = new AbortController();
  const ended = new Promise<void>((resolve) => {
    closed.addEventListener("abort", () => resolve(), { signal: done.signal });
  });
  try {
    const result = await Promise.race([work(), ended]);
    return closed.aborted ? undefined : (result ?? undefined);
  } finally {
    done.abort();
  }
}

function wait(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      closed.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    closed.addEventListener("abort", end);
    if (closed.aborted) end();
  });
}

/** The uuids of a batch, plain or gzipped; none when the body is not one. */
async function readUuids(body: unknown): Promise<readonly string[]> {
  try {
    const { batch } = JSON.parse(await readText(body)) as {
      readonly batch: readonly { readonly uuid: string }[];
    };
    return batch.map(({ uuid }) => uuid);
  } catch {
    return [];
  }
}

async function readText(body: unknown): Promise<string> {
  if (typeof body === "string") return body;
  const unzipped = new Blob([body as Blob]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped).text();
}
