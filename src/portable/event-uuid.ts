/**
 * A UUIDv5 (RFC 9562, section 5.5) of a namespace and of parts, each as a netstring: its length in bytes of UTF-8, ":", the
 * text, ",". Different parts never become the same text. Half of a surrogate pair, which UTF-8 has no bytes for, is three
 * bytes like any other character.
 */
export function uuidOf(namespace: string, parts: readonly string[]): string {
  const name = parts.map((part) => utf8(part).length + ":" + part + ",").join("");
  const prefix = (namespace.match(/\w\w/g) as string[]).map((hex) => parseInt(hex, 16));
  const [a, b, c, d] = sha1([...prefix, ...utf8(name)]) as [number, number, number, number];
  return [a, (b & ~0xf000) | 0x5000, (c & 0x3fffffff) | 0x80000000, d] // version 5, variant 2
    .map((word) => (word >>> 0).toString(16).padStart(8, "0"))
    .join("")
    .replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The bytes of a text: one for ASCII, else a first one that says how many, and 6 bits in each of the others. */
function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    let rest = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes.push(rest ? ((0xf80 >> rest) & 0xff) | (code >> (rest * 6)) : code);
    while (rest) {
      rest -= 1;
      bytes.push(((code >> (rest * 6)) & 0x3f) | 0x80);
    }
  }
  return bytes;
}

/** SHA-1 as in FIPS 180-4, section 6.1.2: five words. It gives names here and protects nothing. */
function sha1(message: readonly number[]): readonly number[] {
  // The message, a bit that is set, zeros, and the length in bits: whole blocks of 16 words.
  const padded: number[] = [];
  [...message, 0x80].forEach((byte, index) => {
    (padded[index >> 2] as number) |= byte << (24 - (index % 4) * 8);
  });
  const length = ((message.length + 72) >> 6) * 16;
  padded[length - 1] = message.length * 8;
  let hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < length; block += 16) {
    const words = padded.slice(block, block + 16);
    const word = (t: number): number => words[t] ?? 0;
    let [a, b, c, d, e] = hash as [number, number, number, number, number];
    for (let t = 0; t < 80; t += 1) {
      if (t > 15) {
        words[t] = rotate(word(t - 3) ^ word(t - 8) ^ word(t - 14) ^ word(t - 16), 1);
      }
      const mixed =
        t < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : t < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : t < 60
              ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
              : (b ^ c ^ d) + 0xca62c1d6;
      [a, b, c, d, e] = [(rotate(a, 5) + mixed + e + word(t)) | 0, a, rotate(b, 30), c, d];
    }
    hash = [a, b, c, d, e].map((value, index) => (value + (hash[index] as number)) | 0);
  }
  return hash;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
