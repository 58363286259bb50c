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

/**
 * A `fetch` for posthog-node that tells the ledger what became of each message, because its `flush` event and promises
 * do not: they also report what was dropped.
 *
 * A 2xx status is delivered. Where PostHog may accept the same request later, this throws: posthog-node then keeps the
 * messages, which it would drop after an answer. Every other status loses the messages, a redirect
 * too, for following it would turn the request into a GET without events.
 */
export function watchFetch(send: typeof fetch, ledger: Ledger): ClientFetch {
  return async (url, { method, headers, body, signal }) => {
    const uuids = await readUuids(body);
    const response = await send(url, {
      method,
      headers,
      redirect: "manual",
      ...(signal !== undefined && { signal }),
      ...(body !== undefined && { body: body as Blob }),
    });
    const { status } = response;
    if (status >= 200 && status < 300) {
      ledger.deliver(uuids);
    } else if (RETRYABLE.has(status) || status >= 500) {
      await response.body?.cancel();
      throw new Error(`PostHog answered ${status}`);
    } else if (status !== 413 || uuids.length <= 1) {
      // posthog-node halves a batch that is too large and sends the halves.
      ledger.lose(uuids, `http_${status}`);
    }
    return response;
  };
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
