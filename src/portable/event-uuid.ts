/**
 * A UUIDv5 (RFC 9562, section 5.5) of a namespace and of parts, each as a netstring: its length in bytes of UTF-8, ":", the
 * text, ",". Different parts never become the same text. Half of a surrogate pair, which UTF-8 has no bytes for, is three
 * bytes like any other character.
 *
 * Each event with a key waits for it, so it makes no arrays and no text on its way.
 */
export function uuidOf(namespace: readonly number[], parts: readonly string[]): string {
  hashWords.set([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  byteCount = 0;
  for (const byte of namespace) {
    addByte(byte);
  }
  for (const part of parts) {
    addText(addText(part, true) + ":");
    addText(part);
    addText(",");
  }
  addEnd();
  let length = 0;
  for (let at = 0; at < 32; at += 1) {
    if (at > 7 && at < 21 && at % 4 === 0) {
      uuidCodes[length++] = 45;
    }
    const digits = (hashWords[at >> 3] as number) >> (28 - 4 * (at & 7));
    // Version 5, variant 2.
    const digit = at === 12 ? 5 : at === 16 ? (digits & 3) | 8 : digits & 15;
    uuidCodes[length++] = digit + (digit > 9 ? 87 : 48);
  }
  return String.fromCharCode(...uuidCodes);
}

/** The bytes of a uuid. */
export function bytesOf(uuid: string): readonly number[] {
  return (uuid.match(/\w\w/g) as string[]).map((hex) => parseInt(hex, 16));
}

/**
 * Adds the bytes of a text: one for ASCII, else a first one that says how many, and 6 bits in each of the others.
 *
 * @param isCounted - whether they are only counted
 * @returns how many they are
 */
function addText(text: string, isCounted = false): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) as number;
    let rest = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    count += rest + 1;
    if (rest > 2) {
      at += 1;
    }
    if (isCounted) {
      continue;
    }
    addByte(rest ? ((0xf80 >> rest) & 0xff) | (code >> (rest * 6)) : code);
    while (rest) {
      rest -= 1;
      addByte(((code >> (rest * 6)) & 0x3f) | 0x80);
    }
  }
  return count;
}

/** The codes of the characters of a uuid, and the state of SHA-1: its hash, its block, and how many bytes were added. */
const uuidCodes: number[] = [];
const hashWords = /* @__PURE__ */ new Int32Array(5);
const blockWords = /* @__PURE__ */ new Int32Array(80);
let byteCount = 0;

function addByte(byte: number): void {
  const at = (byteCount & 63) >> 2;
  blockWords[at] = ((blockWords[at] as number) << 8) | byte;
  byteCount += 1;
  if ((byteCount & 63) === 0) {
    addBlock();
  }
}

/** Adds a bit that is set, zeros, and the length in bits, of which there are 64. */
function addEnd(): void {
  const bits = byteCount * 8;
  addByte(0x80);
  for (let zeros = 0; zeros < 4 || (byteCount & 63) !== 60; zeros += 1) {
    addByte(0);
  }
  blockWords[15] = bits;
  addBlock();
}

/**
 * SHA-1 of one block more, as in FIPS 180-4, section 6.1.2. It gives names here and protects nothing. With `| 0` in each branch,
 * engines compute with integers alone.
 */
function addBlock(): void {
  let a = hashWords[0] as number;
  let b = hashWords[1] as number;
  let c = hashWords[2] as number;
  let d = hashWords[3] as number;
  let e = hashWords[4] as number;
  for (let t = 0; t < 80; t += 1) {
    if (t > 15) {
      blockWords[t] = rotate(
        (blockWords[t - 3] as number) ^
          (blockWords[t - 8] as number) ^
          (blockWords[t - 14] as number) ^
          (blockWords[t - 16] as number),
        1,
      );
    }
    const mixed =
      t < 20
        ? ((d ^ (b & (c ^ d))) + 0x5a827999) | 0
        : t < 40
          ? ((b ^ c ^ d) + 0x6ed9eba1) | 0
          : t < 60
            ? (((b & c) | (d & (b | c))) + 0x8f1bbcdc) | 0
            : ((b ^ c ^ d) + 0xca62c1d6) | 0;
    const next = (rotate(a, 5) + mixed + e + (blockWords[t] as number)) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = next;
  }
  (hashWords[0] as number) += a;
  (hashWords[1] as number) += b;
  (hashWords[2] as number) += c;
  (hashWords[3] as number) += d;
  (hashWords[4] as number) += e;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
