import { quote } from "../words.ts";

/** What is wrong with a number that JavaScript cannot represent exactly. */
export function findInexact(
  written: string,
  value: number,
): { readonly message: string; readonly hint: string } | undefined {
  if (isExact(written, value)) return undefined;
  return {
    message: `JavaScript cannot represent ${quote(written)} exactly: it becomes ${quote(value)}.`,
    hint: "Use at most 15 digits, or a string in quotes.",
  };
}

/**
 * Whether a number is exactly what is written in the file: JavaScript rounds what needs more than 53 bits.
 *
 * @param written - such as `1.50`, `1e3` or `0xff`
 * @example isExact("9007199254740993", 9007199254740992) // false
 */
export function isExact(written: string, value: number): boolean {
  if (/^0[xob]/iu.test(written)) return Number.isSafeInteger(value);
  const [digits, exponent] = decimalOf(written);
  const [sameDigits, sameExponent] = decimalOf(String(value));
  return digits === sameDigits && exponent === sameExponent;
}

/** The digits without outer zeros, and the power of ten of the last one: `1.50` is 15 and -1. Ignores the sign. */
function decimalOf(text: string): readonly [digits: string, exponent: number] {
  const [mantissa = "", power = "0"] = text.toLowerCase().replace(/^[-+]/u, "").split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const all = (whole + fraction).replace(/^0+/u, "");
  const digits = trimZeros(all);
  return [digits, digits === "" ? 0 : Number(power) - fraction.length + all.length - digits.length];
}

/** Not `/0+$/`, which is quadratic in a number with many runs of zeros. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
