import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import * as zlib from "node:zlib";
import { expect, test } from "vitest";
import { decodeV1Payload, V1_ENCODINGS } from "../../../src/endpoint/v1-payload.ts";

const JSON_TEXT = '{"batch":[]}';
const LIMIT = 1000;

function decode(bytes: Buffer, encoding?: string): Promise<string> {
  const headers = { ...(encoding !== undefined && { "content-encoding": encoding }) };
  return decodeV1Payload(
    { path: "/i/v1/analytics/events", query: "compression=gzip", headers, bytes },
    LIMIT,
  );
}

const { zstdCompressSync } = zlib as { zstdCompressSync?: typeof gzipSync };

const PACK: Readonly<Record<string, (data: string) => Buffer>> = {
  gzip: gzipSync,
  deflate: deflateSync,
  "deflate without a wrapper": deflateRawSync,
  br: brotliCompressSync,
  ...(zstdCompressSync !== undefined && { zstd: zstdCompressSync }),
};

test.each(Object.keys(PACK))("%s is unpacked, and no more of it than the limit", async (name) => {
  const [encoding = ""] = name.split(" ");
  const pack = (data: string): Buffer => PACK[name]?.(data) ?? Buffer.alloc(0);
  expect(V1_ENCODINGS.has(encoding)).toBe(true);
  expect(await decode(pack(JSON_TEXT), encoding.toUpperCase())).toBe(JSON_TEXT);
  await expect(decode(pack("[".repeat(LIMIT + 1)), encoding)).rejects.toMatchObject({ kind: "too large" });
});

test.each<[string, Buffer, string | undefined, string]>([
  ["nothing", Buffer.alloc(0), undefined, "empty"],
  ["gzip without a header, whatever the query says", gzipSync(JSON_TEXT), undefined, "not decoded"],
  ["JSON that calls itself gzip", Buffer.from(JSON_TEXT), "gzip", "not decoded"],
  ["JSON that calls itself deflate", Buffer.from(JSON_TEXT), "deflate", "not decoded"],
  ["what is not UTF-8", Buffer.from([0xff]), undefined, "not decoded"],
])("%s cannot be read", async (_, bytes, encoding, kind) => {
  await expect(decode(bytes, encoding)).rejects.toMatchObject({ kind });
});
