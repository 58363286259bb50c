import { type Answer, readAnswer, readFailure } from "./answer.ts";
import { type Timing, wallClock } from "./timing.ts";
import { gzipped } from "./gzip.ts";
import {
  type BatchBody,
  type ClientRequest,
  identityOf,
  type RequestIdentity,
  withIdentity,
} from "./request-identity.ts";

/** As much of `fetch` as posthog-node asks for. */
export type ClientFetch = (url: string, options: ClientRequest) => Promise<Response>;

/** What a watched fetch needs to know. */
export interface Watch {
  readonly send: typeof fetch;
  /** Whether requests are gzipped. posthog-node leaves that to the watched fetch, which would have to unzip what it reads. */
  readonly compresses: boolean;
  /** The request that the next one repeats. */
  readonly retryOf: () => RequestIdentity | undefined;
  /**
   * Told of each request: the uuids of the messages in it, `undefined` when its body cannot be read, what it came to, and, of capture
   * v1, its identity.
   */
  readonly onAnswer: (
    uuids: readonly string[] | undefined,
    answer: Answer,
    identity: RequestIdentity | undefined,
  ) => void;
  /** Whether all is given up: then nothing is sent any more. */
  readonly isClosed: () => boolean;
  /**
   * Holds a controller for each request under way: abort it to end the request as if it had taken too long. No signal outlives its
   * request, since Cloudflare Workers forbid one request to use the signal of another.
   */
  readonly underWay: Set<AbortController>;
  readonly timing: Pick<Timing, "attemptMs" | "startTimer" | "stopTimer">;
}

/**
 * A `fetch` for posthog-node that tells what became of each message, because its `flush` event and promises do not: they also
 * report what was dropped. Redirects are not followed: that would turn the request into a GET without events.
 *
 * posthog-node itself always hears of success. So it forgets the messages, which are kept elsewhere, and neither prints, nor
 * retries, nor drops any.
 */
export function watchFetch({
  send,
  compresses,
  retryOf,
  onAnswer,
  isClosed,
  underWay,
  timing,
}: Watch): ClientFetch {
  const { attemptMs, startTimer, stopTimer } = timing;
  return async (url, made) => {
    if (isClosed()) return settled();
    const controller = new AbortController();
    underWay.add(controller);
    let timer: ReturnType<typeof startTimer> | undefined;
    try {
      // Not AbortSignal.timeout(): its timer would not keep a process alive that has only this to wait for.
      timer = startTimer(() => controller.abort(), attemptMs);
    } catch {
      // A host without timers ends its requests itself.
    }
    try {
      const { signal } = controller;
      const batch = readBatch(made);
      const earlier = retryOf();
      const identity = batch && identityOf(made.headers, batch.body, earlier);
      const request = identity && earlier ? withIdentity(made, batch.body, identity) : made;
      const answer = await untilAborted(signal, () =>
        attempt(url, compresses ? gzipped(request) : request, send, signal),
      );
      if (!isClosed()) onAnswer(batch?.uuids, answer ?? readFailure(undefined, true), identity);
    } finally {
      stopTimer(timer);
      underWay.delete(controller);
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
  request: ClientRequest | Promise<ClientRequest>,
  send: typeof fetch,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const { method, headers, body } = await request;
    // A custom `fetch` may ignore it.
    signal.throwIfAborted();
    const response = await send(url, {
      method,
      headers,
      redirect: "manual",
      signal,
      ...(body !== undefined && { body: body as Blob }),
    });
    return await readAnswer(response, url, wallClock());
  } catch (error) {
    return readFailure(error, false);
  }
}

/** The result of work, or `undefined` once it is aborted: a custom `fetch` may ignore its signal. */
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

/** What a request carries. */
function readBatch({ body: text }: ClientRequest): SentBatch | undefined {
  try {
    const body = JSON.parse(text as string) as BatchBody;
    return { body, uuids: body.batch.map(({ uuid }) => uuid) };
  } catch {
    return undefined;
  }
}

interface SentBatch {
  readonly body: BatchBody;
  readonly uuids: readonly string[];
}
