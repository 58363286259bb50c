/**
 * Reads what lz-string's `compressToBase64` wrote, as posthog-js sent it before it had gzip. The library has no limit: a few kilobytes
 * can stand for gigabytes.
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Codes that do not stand for text that was there before: a character of 8 or 16 bits follows, or the end. */
const SHORT = 0;
const LONG = 1;
const END = 2;

const readUtf16 = new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true });

/**
 * @param limit UTF-16 code units of the text; more is a RangeError.
 * @throws another error if the text breaks off or was not written by lz-string
 */
export function decompressFromBase64(base64: string, limit: number): string {
  const readBits = bitReader(base64);
  const units: number[] = [];
  // Each code stands for a part of the text so far: where it begins, and how long it is.
  const starts = [0, 0, 0];
  const lengths = [0, 0, 0];
  let previous: { readonly start: number; readonly length: number } | undefined;
  for (;;) {
    const code = readBits(starts.length.toString(2).length);
    if (code === END) return readUtf16.decode(Uint16Array.from(units));
    const start = units.length;
    if (code === SHORT || code === LONG) {
      units.push(readBits(code === SHORT ? 8 : 16));
      starts.push(start);
      lengths.push(1);
    } else {
      // The code that is made from this very part is the only one that may be named before it is there.
      const isNext = code === starts.length && previous !== undefined;
      const from = isNext ? previous?.start : starts[code];
      const length = isNext ? (previous?.length ?? 0) + 1 : lengths[code];
      if (from === undefined || length === undefined) throw new SyntaxError("not written by lz-string");
      if (start + length > limit) throw new RangeError("too large");
      for (let index = from; index < from + length; index += 1) units.push(units[index] as number);
    }
    if (previous !== undefined) {
      starts.push(previous.start);
      lengths.push(previous.length + 1);
    }
    previous = { start, length: units.length - start };
  }
}

/** Reads numbers, lowest bit first, from characters of six bits, highest bit first. */
function bitReader(base64: string): (count: number) => number {
  let position = 0;
  let six = 0;
  let mask = 0;
  return (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1) {
      if (mask === 0) {
        six = VALUES[base64.charCodeAt(position)] ?? NONE;
        if (six === NONE) throw new SyntaxError("breaks off");
        position += 1;
        mask = 32;
      }
      if ((six & mask) !== 0) value |= 1 << bit;
      mask >>= 1;
    }
    return value;
  };
}

/** The six bits of each character, by its code. */
const NONE = 64;
const VALUES = new Uint8Array(128).fill(NONE);
for (const [value, character] of Array.from(ALPHABET).entries()) VALUES[character.charCodeAt(0)] = value;
