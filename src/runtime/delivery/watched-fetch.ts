import { type Answer, readAnswer, readFailure } from "./answer.ts";

/** As much of `fetch` as posthog-node asks for. */
export type ClientFetch = (url: string, options: ClientRequest) => Promise<Response>;

interface ClientRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** What a watched fetch needs to know. */
export interface Watch {
  readonly send: typeof fetch;
  /** Told of each request: the uuids of the messages in it, `undefined` when its body cannot be read, and what it came to. */
  readonly onAnswer: (uuids: readonly string[] | undefined, answer: Answer) => void;
  /** Aborted when all is given up: from then on nothing is sent. */
  readonly closed: AbortSignal;
  /** Aborted when the requests of this attempt are to end as if they had taken too long. */
  readonly interrupted: () => AbortSignal;
  /** Longest time for a request and its answer, in milliseconds. */
  readonly attemptMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A `fetch` for posthog-node that tells what became of each message, because its `flush` event and promises do not: they also
 * report what was dropped. Redirects are not followed: that would turn the request into a GET without events.
 *
 * posthog-node itself always hears of success. So it forgets the messages, which are kept elsewhere, and neither prints, nor
 * retries, nor drops any.
 */
export function watchFetch({ send, onAnswer, closed, interrupted, attemptMs, now }: Watch): ClientFetch {
  return async (url, request) => {
    const uuids = await readUuids(request.body);
    if (closed.aborted) return settled();
    const timeout = new AbortController();
    // Not AbortSignal.timeout(): its timer would not keep a process alive that has only this to wait for.
    const timer = setTimeout(() => timeout.abort(), attemptMs);
    try {
      const signal = AbortSignal.any([closed, interrupted(), timeout.signal]);
      const answer = await untilAborted(signal, () => attempt(url, request, { send, signal, now }));
      if (!closed.aborted) onAnswer(uuids, answer ?? readFailure(undefined, true));
    } finally {
      clearTimeout(timer);
    }
    return settled();
  };
}

/** What both transports of posthog-node take for the delivery of everything. */
function settled(): Response {
  return new Response('{"results":{}}', { headers: { "content-type": "application/json" } });
}

async function attempt(
  url: string,
  { method, headers, body }: ClientRequest,
  {
    send,
    signal,
    now,
  }: { readonly send: typeof fetch; readonly signal: AbortSignal; readonly now: () => number },
): Promise<Answer> {
  try {
    const response = await send(url, {
      method,
      headers,
      redirect: "manual",
      signal,
      ...(body !== undefined && { body: body as Blob }),
    });
    return await readAnswer(response, url, now());
  } catch (error) {
    return readFailure(error, false);
  }
}

/** What work gives, or `undefined` as soon as it is to end: a `fetch` of the user's need not heed its signal. */
async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const done = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { signal: done.signal });
  });
  try {
    const result = await Promise.race([work(), aborted]);
    // The work fails by the same signal, and may be the first to say so.
    return signal.aborted ? undefined : result;
  } finally {
    done.abort();
  }
}

/** The uuids of a batch, plain or gzipped. */
async function readUuids(body: unknown): Promise<readonly string[] | undefined> {
  try {
    const { batch } = JSON.parse(await readText(body)) as {
      readonly batch: readonly { readonly uuid: string }[];
    };
    return batch.map(({ uuid }) => uuid);
  } catch {
    return undefined;
  }
}

async function readText(body: unknown): Promise<string> {
  if (typeof body === "string") return body;
  const unzipped = new Blob([body as Blob]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped).text();
}
