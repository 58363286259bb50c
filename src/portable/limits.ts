import { cutText } from "./values.ts";

/** What a value must keep to, beyond its kind. */
export interface Limits extends NumberLimits, TextLimits {}

export interface NumberLimits {
  /** Whole, and small enough that a number holds it exactly. */
  readonly integer?: true;
  readonly min?: number;
  readonly max?: number;
}

/** Lengths count code points. */
export interface TextLimits {
  /** Text is judged as if it were cut to this many. */
  readonly truncate?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

/** What is wrong with a value, as a code; `undefined` when nothing is. */
export function findFault(value: string | number | boolean, limits: Limits = {}): string | undefined {
  if (typeof value === "string") {
    return findTextFault(value, limits);
  }
  return typeof value === "number" ? findNumberFault(value, limits) : undefined;
}

export function findNumberFault(
  value: number,
  { integer, min = -Infinity, max = Infinity }: NumberLimits,
): string | undefined {
  if (!Number.isFinite(value)) {
    return "not_finite";
  }
  if (integer && !Number.isInteger(value)) {
    return "not_an_integer";
  }
  if (value < min || (integer && value < Number.MIN_SAFE_INTEGER)) {
    return "too_small";
  }
  return value > max || (integer && value > Number.MAX_SAFE_INTEGER) ? "too_large" : undefined;
}

/** The length comes first: so a pattern never meets a string longer than it was made for. */
export function findTextFault(
  text: string,
  { truncate = Infinity, minLength = 0, maxLength = Infinity, pattern }: TextLimits,
): string | undefined {
  const value = cutText(text, truncate);
  if (isLonger(value, maxLength)) {
    return "too_long";
  }
  if (minLength > 0 && !isLonger(value, minLength - 1)) {
    return "too_short";
  }
  return !pattern || pattern.test(value) ? undefined : "pattern";
}

function isLonger(value: string, codePoints: number): boolean {
  return value.length > codePoints && cutText(value, codePoints).length < value.length;
}
