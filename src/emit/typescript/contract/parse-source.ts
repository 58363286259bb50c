/**
 * The part of `user-id.ts` that holds a value against a rule: the same for every kind of id, without anything of a plan.
 *
 * @param options.hasIntegers - whether some form is of integers, so that numbers and bigints may be ids
 */
export function parseSource({ hasIntegers }: { readonly hasIntegers: boolean }): string {
  const integers = (code: string): string => (hasIntegers ? code : "");
  return String.raw`/** Why a value is not an id. */
export type UserIdRefusal =
  | "not_a_string"${integers(`\n  | "unsafe_integer"`)}
  | "blank"
  | "white_space"
  | "too_long"
  | "unstable_character"
  | "illegal_id"
  | "missing_prefix"
  | "email"
  | "wrong_format";

type Parsed<Id> =
  | { readonly ok: true; readonly id: Id }
  | { readonly ok: false; readonly reason: UserIdRefusal };

/** What one kind of id is. */
interface IdRule {
  /** In words, for messages. */
  readonly expected: string;
  /** No text has two of these forms. */
  readonly forms: readonly IdForm[];
}

interface IdForm {
  readonly prefix: string;
  /** Whether an id without the prefix is given it. */
  readonly unprefixed?: true;
  /** What follows the prefix, in every way it may be written. */
  readonly body: RegExp;
  /** How it is written in the canonical form; as it came, when nothing is said. */
  readonly letters?: "toLowerCase" | "toUpperCase";${integers("\n  readonly integer?: true;")}
}

/** The canonical form of a value, or why it has none. Parsing what comes out again changes nothing. Never throws. */
function parse<Id extends string>(rule: IdRule, raw: unknown): Parsed<Id> {
${hasIntegers ? TEXT_OR_INTEGER : TEXT}
  const refusal = refuse(text);
  if (refusal) {
    return { ok: false, reason: refusal };
  }
  let reason: UserIdRefusal = "missing_prefix";
  for (const form of rule.forms) {
    const isPrefixed = text.startsWith(form.prefix);
    if (${integers("(isNumber && !form.integer) || ")}!(isPrefixed || form.unprefixed)) {
      continue;
    }
    const rest = isPrefixed ? text.slice(form.prefix.length) : text;
    if (form.body.test(rest)) {
      const body = form.letters ? rest[form.letters]() : rest;
      const id = form.prefix + body;
      // What follows the prefix can be a missing id in text form, and the prefix can make an id illegal or too long.
      const illegal = refuse(body) ?? refuse(id);
      return illegal ? { ok: false, reason: illegal } : { ok: true, id: id as Id };
    }
    reason = "wrong_format";
  }
  return { ok: false, reason: text.includes("@") ? "email" : reason };
}

/** What no id is, whatever its form. */
function refuse(text: string): UserIdRefusal | undefined {
  const trimmed = text.trim();
  if (!trimmed) {
    return "blank";
  }
  if (trimmed !== text) {
    return "white_space";
  }
  if (text.length > MAX_LENGTH) {
    return "too_long";
  }
  if (UNSTABLE.test(text)) {
    return "unstable_character";
  }
  return ILLEGAL.test(text) ? "illegal_id" : undefined;
}

/** In UTF-16 code units. PostHog cuts or refuses longer ids. */
const MAX_LENGTH = 200;

/** Controls, invisible characters, line breaks and halves of characters: they get lost or changed on the way. */
const UNSTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Ids that PostHog refuses to merge, so that everybody under one of them would be one person, and what a program makes of
 * a missing id: in any case, and in quotes.
 */
const ILLEGAL =
  /^(["']?)\s*(|0|[0-]{36}|anonymous|distinct_?id|email|false|guest|id|nan|none|not_authenticated|null|true|undefined|\[object object\])\s*\1$/i;

function parseOrThrow<Id extends string>(rule: IdRule, raw: unknown): Id {
  const parsed = parse<Id>(rule, raw);
  if (parsed.ok) {
    return parsed.id;
  }
  throw new UserIdError(rule.expected, raw, parsed.reason);
}

/** Says what was expected, what came, and why it is refused. */
export class UserIdError extends Error {
  readonly reason: UserIdRefusal;

  constructor(expected: string, raw: unknown, reason: UserIdRefusal) {
    // Of a text only the shape, such as xxx@xxxx.xx: no address ends in a log.
    const got = typeof raw === "string" ? raw.slice(0, 40).replace(/[^@._-]/g, "x") : typeof raw;
    super("Expected " + expected + ", got " + got + ": " + reason);
    this.name = "UserIdError";
    this.reason = reason;
  }
}
`;
}

const TEXT = `  if (typeof raw !== "string") {
    return { ok: false, reason: "not_a_string" };
  }
  const text = raw;`;

const TEXT_OR_INTEGER = `  const isNumber = typeof raw === "number" || typeof raw === "bigint";
  if (typeof raw !== "string" && !(isNumber && rule.forms.some((form) => form.integer))) {
    return { ok: false, reason: "not_a_string" };
  }
  if (typeof raw === "number" && !Number.isSafeInteger(raw)) {
    return { ok: false, reason: "unsafe_integer" };
  }
  const text = String(raw);`;
