/**
 * A UUIDv5 (RFC 9562, section 5.5) of a namespace and of parts, each as a netstring: its length in bytes of UTF-8, ":", the
 * text, ",". Different parts never become the same text. Half of a surrogate pair, which UTF-8 has no bytes for, is three
 * bytes like any other character.
 */
export function uuidOf(namespace: string, parts: readonly string[]): string {
  const bytes = (namespace.match(/\w\w/g) as string[]).map((hex) => parseInt(hex, 16));
  for (const part of parts) {
    const text: number[] = [];
    addUtf8(text, part);
    addUtf8(bytes, text.length + ":");
    for (const byte of text) bytes.push(byte);
    bytes.push(44);
  }
  const [a, b, c, d] = sha1(bytes) as [number, number, number, number];
  return [a, (b & ~0xf000) | 0x5000, (c & 0x3fffffff) | 0x80000000, d] // version 5, variant 2
    .map((word) => (word >>> 0).toString(16).padStart(8, "0"))
    .join("")
    .replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Adds the bytes of a text: one for ASCII, else a first one that says how many, and 6 bits in each of the others. */
function addUtf8(bytes: number[], text: string): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) as number;
    let rest = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes.push(rest ? ((0xf80 >> rest) & 0xff) | (code >> (rest * 6)) : code);
    if (rest > 2) at += 1;
    while (rest) {
      rest -= 1;
      bytes.push(((code >> (rest * 6)) & 0x3f) | 0x80);
    }
  }
}

/**
 * SHA-1 as in FIPS 180-4, section 6.1.2: five words of the given bytes, to which the padding is added. It gives names here and
 * protects nothing. Without a closure, an array or an iterator a round, because each event with a key waits for it.
 */
function sha1(bytes: number[]): number[] {
  // A bit that is set, zeros, and the length in bits: whole blocks of 64 bytes.
  const bits = bytes.length * 8;
  bytes.push(0x80);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) bytes.push(shift < 32 ? (bits >> shift) & 0xff : 0);
  const words = new Int32Array(80);
  let hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let at = 0; at < bytes.length;) {
    let [a, b, c, d, e] = hash as [number, number, number, number, number];
    for (let t = 0; t < 80; t += 1) {
      let word = 0;
      if (t < 16) {
        for (let end = at + 4; at < end; at += 1) word = (word << 8) | (bytes[at] as number);
      } else {
        word = rotate(
          (words[t - 3] as number) ^
            (words[t - 8] as number) ^
            (words[t - 14] as number) ^
            (words[t - 16] as number),
          1,
        );
      }
      words[t] = word;
      const mixed =
        t < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : t < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : t < 60
              ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
              : (b ^ c ^ d) + 0xca62c1d6;
      word = (rotate(a, 5) + mixed + e + word) | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = word;
    }
    hash = [a, b, c, d, e].map((value, index) => (value + (hash[index] as number)) | 0);
  }
  return hash;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
