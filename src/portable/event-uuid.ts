/**
 * A UUIDv5 (RFC 9562, section 5.5) of a namespace and of parts, each as a netstring: its length in bytes of UTF-8, ":", the
 * text, ",". Different parts never become the same text. Half of a surrogate pair, which UTF-8 has no bytes for, is three
 * bytes like any other character.
 */
export function uuidOf(namespace: string, parts: readonly string[]): string {
  const bytes: number[] = [];
  for (let at = 0; at < namespace.length; at += 2) {
    if (namespace[at] === "-") at += 1;
    bytes.push(parseInt(namespace.slice(at, at + 2), 16));
  }
  for (const part of parts) {
    const text: number[] = [];
    addUtf8(text, part);
    addUtf8(bytes, text.length + ":");
    for (const byte of text) bytes.push(byte);
    bytes.push(44);
  }
  const words = sha1(bytes);
  words[1] = ((words[1] as number) & ~0xf000) | 0x5000; // version 5
  words[2] = ((words[2] as number) & 0x3fffffff) | 0x80000000; // variant 2
  let uuid = "";
  for (let digit = 0; digit < 32; digit += 1) {
    if (digit === 8 || digit === 12 || digit === 16 || digit === 20) uuid += "-";
    uuid += "0123456789abcdef"[((words[digit >> 3] as number) >>> (28 - (digit % 8) * 4)) & 15];
  }
  return uuid;
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
 * SHA-1 as in FIPS 180-4, section 6.1.2: five words. It gives names here and protects nothing. Without a closure, an
 * array or an iterator a round, because each event with a key waits for it.
 */
function sha1(message: readonly number[]): number[] {
  const words = new Int32Array(80);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  // The message, a bit that is set, zeros, and the length in bits: whole blocks of 64 bytes.
  const size = ((message.length + 72) >> 6) << 6;
  for (let block = 0; block < size; block += 64) {
    let [a, b, c, d, e] = [hash[0], hash[1], hash[2], hash[3], hash[4]] as [
      number,
      number,
      number,
      number,
      number,
    ];
    for (let t = 0; t < 80; t += 1) {
      let word = 0;
      if (t > 15) {
        word = rotate(
          (words[t - 3] as number) ^
            (words[t - 8] as number) ^
            (words[t - 14] as number) ^
            (words[t - 16] as number),
          1,
        );
      } else {
        for (let at = block + t * 4; at < block + t * 4 + 4; at += 1) {
          word =
            (word << 8) | (at < message.length ? (message[at] as number) : at === message.length ? 0x80 : 0);
        }
        if (block + t * 4 === size - 4) word = message.length * 8;
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
    hash[0] = (a + (hash[0] as number)) | 0;
    hash[1] = (b + (hash[1] as number)) | 0;
    hash[2] = (c + (hash[2] as number)) | 0;
    hash[3] = (d + (hash[3] as number)) | 0;
    hash[4] = (e + (hash[4] as number)) | 0;
  }
  return hash;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
