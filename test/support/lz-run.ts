/**
 * What lz-string's `compressToBase64` writes of one character many times. The library itself takes minutes for 20 MB: it hashes
 * ever longer strings.
 */
export function compressRun(character: string, count: number): string {
  let bits = writeBits(0, 2) + writeBits(character.charCodeAt(0), 8);
  let written = 1;
  // Code 3 is the character alone. Each that follows stands for one more, and is named at once.
  let code = 4;
  for (; written + code - 2 <= count; code += 1) {
    bits += writeCode(code, code);
    written += code - 2;
  }
  const rest = count - written;
  if (rest > 0) {
    bits += writeCode(rest + 2, code);
    code += 1;
  }
  const END = 2;
  bits += writeCode(END, code);
  // The library ends with a bit of the next character, even where that is all that this character has.
  const sixes = bits.padEnd(Math.floor(bits.length / 6) * 6 + 6, "0").match(/.{6}/gu) ?? [];
  const text = sixes.map((six) => ALPHABET[Number.parseInt(six, 2)]).join("");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A code has as many bits as the number of codes so far, of which it may be the next. */
function writeCode(code: number, codes: number): string {
  return writeBits(code, codes.toString(2).length);
}

/** The lowest bit first. */
function writeBits(value: number, count: number): string {
  return Array.from(value.toString(2).padStart(count, "0")).toReversed().join("");
}
