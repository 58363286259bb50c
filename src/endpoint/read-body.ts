import type { IncomingMessage } from "node:http";
import { BodyError, tooLarge } from "./body-error.ts";
import type { SentBody } from "./payload.ts";
import type { ReceivedRequest } from "./received.ts";

/** How a path takes requests. */
export interface BodyRules {
  /** Bytes of a request, as it is sent. */
  readonly limit: number;
  /** Gives the JSON text in a request. */
  readonly decode: (sent: SentBody, limit: number) => Promise<string>;
}

const MB = 1024 * 1024;

/**
 * Bytes of a request after unzipping. PostHog takes 100 MB, and 50 MB at capture v1. A few kilobytes from any page unzip to that, and
 * as JSON it can take all memory that there is.
 */
const MAX_UNPACKED_BYTES = 20 * MB;

/** Bytes of a request to the legacy capture, and to capture v1. Source: `rust/capture/src/router.rs` and `config.rs`. */
export const MAX_LEGACY_BYTES = 20 * MB;
export const MAX_V1_BYTES = 10 * MB;

/** Reads what a request sends, in its body or in its query. */
export async function readBody(
  request: IncomingMessage,
  { path, query }: Pick<ReceivedRequest, "path" | "query">,
  rules: BodyRules,
): Promise<Pick<ReceivedRequest, "body" | "bodyFault">> {
  const bytes = await readBytes(request, rules.limit);
  try {
    if (bytes === undefined) throw tooLarge(rules.limit);
    const text = await rules.decode({ path, query, headers: request.headers, bytes }, MAX_UNPACKED_BYTES);
    return { body: parse(text) };
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    const { kind, reason } = error;
    return { body: undefined, bodyFault: { kind, reason } };
  }
}

/** The bytes of a request; undefined for one that is too large, of which the rest is read and dropped. */
async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > limit ? undefined : Buffer.concat(chunks);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyError("not JSON", "the body is not JSON");
  }
}
