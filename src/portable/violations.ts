import { cutText } from "./values.ts";

/** Most violations that one event names. */
const MAX_NAMED = 20;

/** Violations as an event carries them: each once, and how many more there are. */
export function listViolations(violations: readonly string[]): string[] {
  const names = [...new Set(violations)];
  const more = names.length - MAX_NAMED;
  return more > 0 ? [...names.slice(0, MAX_NAMED), "and " + more + " more"] : names;
}

/**
 * An unknown key as it may be shown: letters and underscores, and at most three digits at a time, such as `plan_tier2`. Any
 * other one could be an id, an email or a phone number.
 */
export function showKey(key: unknown): string {
  return typeof key === "string" &&
    key.length <= 40 &&
    /^\$?[A-Za-z][A-Za-z_]*(?:[0-9]{1,3}[A-Za-z_]*){0,2}$/.test(key)
    ? key
    : "*";
}

/** What a value must keep to, beyond its kind. */
export interface Limits extends NumberLimits, TextLimits {}

export interface NumberLimits {
  /** Whole, and small enough that a number holds it exactly. */
  readonly integer?: true;
  readonly min?: number;
  readonly max?: number;
}

/** Most code points of text where nothing else is said. */
export const DEFAULT_MAX_LENGTH = 1000;

/** Lengths count code points. */
export interface TextLimits {
  /** Text is judged as if it were cut to this many. */
  readonly truncate?: number;
  readonly minLength?: number;
  /** Default: {@link DEFAULT_MAX_LENGTH}, unless the text is cut. */
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

/** What is wrong with a value, as a code; `undefined` when nothing is. Text without limits may be any. */
export function findFault(value: string | number | boolean, limits?: Limits): string | undefined {
  if (typeof value === "string") {
    return limits && findTextFault(value, limits);
  }
  return typeof value === "number" ? findNumberFault(value, limits ?? {}) : undefined;
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
  { truncate = Infinity, minLength = 0, maxLength = usualMaxLength(truncate), pattern }: TextLimits,
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

function usualMaxLength(truncate: number): number {
  return truncate === Infinity ? DEFAULT_MAX_LENGTH : Infinity;
}

function isLonger(value: string, codePoints: number): boolean {
  return value.length > codePoints && cutText(value, codePoints).length < value.length;
}
