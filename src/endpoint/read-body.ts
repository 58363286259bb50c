import type { IncomingMessage } from "node:http";
import { readPayload } from "./payload.ts";

/** Size of a request that PostHog's capture takes, after unzipping. Source: `rust/capture/src/router.rs`. */
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

export type ReadBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly reason: string };

/** Reads what a request sends, in its body or in its query. */
export async function readBody(request: IncomingMessage, query: string): Promise<ReadBody> {
  const sent = await readBytes(request);
  if (sent === undefined) return TOO_LARGE;
  const parameters = new URLSearchParams(query);
  if (sent.length === 0 && !parameters.has("data")) return { ok: true, body: undefined };
  try {
    return {
      ok: true,
      body: JSON.parse(await readPayload({ body: sent, query: parameters }, MAX_REQUEST_BYTES)),
    };
  } catch (error) {
    return error instanceof RangeError
      ? TOO_LARGE
      : { ok: false, status: 400, reason: "the body is not JSON" };
  }
}

const TOO_LARGE = { ok: false, status: 413, reason: "the request is larger than 20 MB" } as const;

/** The bytes of a request; undefined for one that is too large, of which the rest is read and dropped. */
async function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > MAX_REQUEST_BYTES ? undefined : Buffer.concat(chunks);
}
