import { quote } from "../words.ts";

/** What there is to say of a number that JavaScript cannot hold as it is written; nothing of others. */
export function findInexact(
  written: string,
  value: number,
): { readonly message: string; readonly hint: string } | undefined {
  if (isExact(written, value)) return undefined;
  return {
    message: `JavaScript cannot hold the number ${quote(written)}: it becomes ${quote(value)}.`,
    hint: "Write a number of at most 15 digits, or text in quotes.",
  };
}

/**
 * Whether the number that YAML made of a text is the very number that stands there. JavaScript's have 53 bits, and
 * reading rounds what has more digits.
 *
 * @param written - as it stands in the file, such as `1.50`, `1e3` or `0xff`
 * @example isExact("9007199254740993", 9007199254740992) // false
 */
export function isExact(written: string, value: number): boolean {
  if (/^0[xob]/iu.test(written)) return Number.isSafeInteger(value);
  const [digits, exponent] = decimalOf(written);
  const [sameDigits, sameExponent] = decimalOf(String(value));
  return digits === sameDigits && exponent === sameExponent;
}

/** Digits without zeros around them, and the power of ten of the last one: `1.50` is 15 and -1. Signs do not matter. */
function decimalOf(text: string): readonly [digits: string, exponent: number] {
  const [mantissa = "", power = "0"] = text.toLowerCase().replace(/^[-+]/u, "").split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const all = (whole + fraction).replace(/^0+/u, "");
  const digits = trimZeros(all);
  return [digits, digits === "" ? 0 : Number(power) - fraction.length + all.length - digits.length];
}

/** Walks back by hand: `/0+$/` would try every run of zeros in a long number. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
