/** As much of a request as posthog-node makes. */
export interface ClientRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** What capture v1 keeps over the attempts at one request. */
export interface RequestIdentity {
  readonly id: string;
  readonly createdAt: string;
  /** From 1. */
  readonly attempt: number;
}

/** The body of a batch, as far as it is read. */
export interface BatchBody {
  readonly created_at?: unknown;
  readonly batch: readonly { readonly uuid: string }[];
}

const ID = "PostHog-Request-Id";
const ATTEMPT = "PostHog-Attempt";

/** The identity of a request of capture v1; `undefined` for others. */
export function identityOf(
  headers: Readonly<Record<string, string>>,
  { created_at: createdAt }: BatchBody,
): RequestIdentity | undefined {
  const id = headers[ID];
  if (id === undefined || typeof createdAt !== "string") return undefined;
  return { id, createdAt, attempt: Number(headers[ATTEMPT]) };
}

/**
 * Marks a request as a retry of an earlier one: with its own retries off, posthog-node marks each as a first attempt.
 * A request that is not of capture v1, or cannot be read, stays as it is.
 */
export async function asRetry(request: ClientRequest, earlier: RequestIdentity): Promise<ClientRequest> {
  try {
    const body = JSON.parse(await readText(request.body)) as BatchBody;
    if (identityOf(request.headers, body) === undefined) return request;
    const text = JSON.stringify({ ...body, created_at: earlier.createdAt });
    return {
      ...request,
      headers: { ...request.headers, [ID]: earlier.id, [ATTEMPT]: String(earlier.attempt + 1) },
      body: typeof request.body === "string" ? text : await gzip(text),
    };
  } catch {
    return request;
  }
}

/** The text of a body, plain or gzipped. Rejects for anything else. */
export async function readText(body: unknown): Promise<string> {
  if (typeof body === "string") return body;
  const unzipped = new Blob([body as Blob]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped).text();
}

async function gzip(text: string): Promise<Uint8Array> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}
