/**
 * What generated validators are made with: how schemas are kept, and the checks that zod has none for, made for its `.check(…)`. They import no zod: they are
 * given what zod 4 gives a check, and push the issues that it takes. The code of an issue says what is wrong in one word.
 *
 * @see https://zod.dev/api#check
 */

import { lacks } from "../portable/required-with.ts";
import { DEFAULT_MAX_LENGTH, findTextFault, type TextLimits } from "../portable/violations.ts";
import { isEmail, isIp, isUrl } from "../portable/formats.ts";
import { momentOf } from "../portable/timestamps.ts";

/** Puts a value in the place of the getter that made it: the next access finds it there. */
export function keep<Value>(holder: object, name: string, value: Value): Value {
  Reflect.defineProperty(holder, name, { value, enumerable: true });
  return value;
}

/** What zod hands to a check: the value, which has the right type by then, and the issues so far. */
interface CheckPayload<Value> {
  readonly value: Value;
  readonly issues: unknown[];
}

/** A check for zod's `.check(…)`. */
export type Check<Value> = (payload: CheckPayload<Value>) => void;

/**
 * Checks the length of a string, in code points, and only if that is right its pattern: so a pattern never meets a string longer than
 * it was made for. Codes: `too_short`, `too_long`, `pattern`.
 *
 * @example z.string().check(text({ maxLength: 5 })).safeParse("👍👍👍👍👍").success // true
 */
export function text(limits: TextLimits = {}): Check<string> {
  const { minLength, maxLength = DEFAULT_MAX_LENGTH, pattern } = limits;
  return (payload) => {
    const fault = findTextFault(payload.value, limits);
    if (fault === "too_long") refuse(payload, fault, `Longer than ${maxLength} characters`);
    else if (fault === "too_short") refuse(payload, fault, `Shorter than ${minLength} characters`);
    else if (fault !== undefined) refuse(payload, fault, `Does not match ${pattern}`);
  };
}

/** Checks that an object has at most `max` keys. Code: `too_many_keys`. */
export function maxKeys(max: number): Check<object> {
  return (payload) => {
    if (Object.keys(payload.value).length > max) {
      refuse(payload, "too_many_keys", `More than ${max} keys`);
    }
  };
}

/** Checks that a string is a URL of one of some schemes, by default of the web, exactly as it will be sent. Code: `url`. */
export function url(schemes?: readonly string[]): Check<string> {
  return (payload) => {
    if (!isUrl(payload.value, schemes))
      refuse(payload, "url", `Not a URL of ${schemes?.join(", ") ?? "the web"}`);
  };
}

/** Checks that a string is an email address. Code: `email`. */
export function email(): Check<string> {
  return (payload) => {
    if (!isEmail(payload.value)) refuse(payload, "email", "Not an email address");
  };
}

/** Checks that a string is an IPv4 or IPv6 address. Code: `ip`. */
export function ip(): Check<string> {
  return (payload) => {
    if (!isIp(payload.value)) refuse(payload, "ip", "Not an IP address");
  };
}

/**
 * Checks that a `Date`, or text, is a moment as RFC 3339 writes it, with seconds and an offset, and of a year of four digits in UTC. Code:
 * `datetime`.
 */
export function moment(): Check<unknown> {
  return (payload) => {
    if (payload.value === null) refuse(payload, "wrong_type", "Not nullable");
    else if (Number.isNaN(momentOf(payload.value))) refuse(payload, "datetime", "Not a moment of RFC 3339");
  };
}

/**
 * The arguments of zod's `.refine(…)` on an object of which a property is required where one of others is there. Code:
 * `missing`. It is checked whatever else is wrong, as the helpers do.
 *
 * @example z.object({ a: z.int().optional(), b: z.int().optional() }).refine(...requires("b", ["a"]))
 */
export function requires(
  name: string,
  others: readonly string[],
): [
  check: (properties: Readonly<Record<string, unknown>>) => boolean,
  params: {
    readonly path: string[];
    readonly params: { readonly code: string };
    readonly when: (payload: { readonly value: unknown }) => boolean;
  },
] {
  return [
    (properties) => !lacks(properties, name, others),
    { path: [name], params: { code: "missing" }, when: isOfObject },
  ];
}

function isOfObject({ value }: { readonly value: unknown }): boolean {
  return typeof value === "object" && value !== null;
}

function refuse(payload: CheckPayload<unknown>, code: string, message: string): void {
  payload.issues.push({
    code: "custom",
    params: { code },
    message,
    input: payload.value,
    path: [],
    continue: false,
  });
}
