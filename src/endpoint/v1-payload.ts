import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { BodyError, decodeUtf8, tooLarge } from "./body-error.ts";
import type { SentBody } from "./payload.ts";

type Decompress = (data: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);

/** The first byte of zlib's own format, which most mean by `deflate`. */
const ZLIB = 0x78;

/**
 * The encodings that capture v1 takes. Node reads zstd from 22.15 on.
 *
 * Source: `rust/capture/src/v1/util.rs` of PostHog/posthog.
 */
export const V1_ENCODINGS: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ["gzip", promisify(zlib.gunzip)],
  ["deflate", (data, options) => (data[0] === ZLIB ? inflate : inflateRaw)(data, options)],
  ["br", promisify(zlib.brotliDecompress)],
  ...readZstd(),
]);

function readZstd(): readonly (readonly [string, Decompress])[] {
  const { zstdDecompress } = zlib as { zstdDecompress?: typeof zlib.gunzip };
  return zstdDecompress === undefined ? [] : [["zstd", promisify(zstdDecompress)]];
}

/**
 * The text in a request to capture v1: packed as its header says, and not otherwise.
 *
 * @param limit Bytes that it may unpack to
 * @throws BodyError if PostHog could not read it
 */
export async function decodeV1Payload({ headers, bytes }: SentBody, limit: number): Promise<string> {
  if (bytes.length === 0) throw new BodyError("empty", "the request is empty");
  const encoding = headers["content-encoding"]?.toLowerCase();
  const decompress = encoding === undefined ? undefined : V1_ENCODINGS.get(encoding);
  if (decompress === undefined) return decodeUtf8(bytes);
  let unpacked: Buffer;
  try {
    unpacked = await decompress(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new BodyError("not decoded", `the body is not ${encoding}, as the request says`);
  }
  return decodeUtf8(unpacked);
}
