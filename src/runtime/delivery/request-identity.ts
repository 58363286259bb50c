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

/**
 * The identity of a request of capture v1; `undefined` for others.
 *
 * @param earlier - the request that it repeats: with its own retries off, posthog-node marks each as a first attempt
 */
export function identityOf(
  headers: Readonly<Record<string, string>>,
  { created_at: createdAt }: BatchBody,
  earlier?: RequestIdentity,
): RequestIdentity | undefined {
  const id = headers[ID];
  if (id === undefined || typeof createdAt !== "string") return undefined;
  if (earlier !== undefined) return { ...earlier, attempt: earlier.attempt + 1 };
  return { id, createdAt, attempt: Number(headers[ATTEMPT]) };
}

/** A request with another identity than posthog-node gave it. */
export function withIdentity(
  { headers, ...request }: ClientRequest,
  body: BatchBody,
  { id, createdAt, attempt }: RequestIdentity,
): ClientRequest {
  return {
    ...request,
    headers: { ...headers, [ID]: id, [ATTEMPT]: String(attempt) },
    body: JSON.stringify({ ...body, created_at: createdAt }),
  };
}
