import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { isGzip, readBodyText } from "./browser-body.ts";

const unzip = promisify(gunzip);

/** Size of a request that PostHog's capture takes, after unzipping. Source: `rust/capture/src/router.rs`. */
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

export type ReadBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly reason: string };

/** Reads a request's body. Gzip is told by its first bytes, because posthog-js sends it without saying so. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  if (sent.length === 0) return { ok: true, body: undefined };
  try {
    const bytes = isGzip(sent) ? await unzip(sent, { maxOutputLength: MAX_REQUEST_BYTES }) : sent;
    if (bytes.length > MAX_REQUEST_BYTES) throw new RangeError("too large");
    return { ok: true, body: JSON.parse(readBodyText(bytes, MAX_REQUEST_BYTES)) };
  } catch (error) {
    return error instanceof RangeError
      ? { ok: false, status: 413, reason: "the request is larger than 20 MB" }
      : { ok: false, status: 400, reason: "the body is not JSON" };
  }
}
