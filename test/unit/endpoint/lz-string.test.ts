import * as fc from "fast-check";
import lzString from "lz-string";
import { expect, test } from "vitest";
import { decompressFromBase64 } from "../../../src/endpoint/lz-string.ts";
import { compressRun } from "../../support/lz-run.ts";

const LIMIT = 100_000;

test("any text that lz-string wrote is read", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    // Few characters, so that codes grow long.
    fc.string({ unit: fc.constantFrom("a", "b", "é", "👍"), maxLength: 2000 }),
  );
  fc.assert(
    fc.property(text, (written) => {
      expect(decompressFromBase64(lzString.compressToBase64(written), LIMIT)).toBe(written);
    }),
    { numRuns: 300 },
  );
});

test("text that lz-string did not write is an error, not a hang", () => {
  fc.assert(
    fc.property(fc.base64String({ maxLength: 200 }), (text) => {
      expect(read(text)).toBeTypeOf("string");
    }),
  );
});

test("the long runs that tests make are lz-string's", () => {
  for (const count of Array.from({ length: 300 }, (_, index) => index + 1)) {
    expect(compressRun("A", count)).toBe(lzString.compressToBase64("A".repeat(count)));
  }
});

test("no more is unpacked than the limit", () => {
  const text = "A".repeat(LIMIT);
  const packed = compressRun("A", LIMIT);
  expect(packed.length).toBeLessThan(2000);
  expect(decompressFromBase64(packed, LIMIT)).toBe(text);
  expect(() => decompressFromBase64(packed, LIMIT - 1)).toThrow(RangeError);
});

/** The text, or none where it is not lz-string's. */
function read(text: string): unknown {
  try {
    return decompressFromBase64(text, LIMIT);
  } catch (error) {
    return error instanceof Error ? "" : error;
  }
}
