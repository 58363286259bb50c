/** Why a value is not a valid id. */
export type UserIdRefusal =
  | "not_a_string"
  | "unsafe_integer"
  | "blank"
  | "white_space"
  | "too_long"
  | "unstable_character"
  | "illegal_id"
  | "missing_prefix"
  | "email"
  | "wrong_format";

export type Parsed<Id> =
  | { readonly ok: true; readonly id: Id }
  | { readonly ok: false; readonly reason: UserIdRefusal };

/** One kind of id. */
export interface IdRule {
  /** In words, for messages. */
  readonly expected: string;
  /** No text has two of these forms. */
  readonly forms: readonly IdForm[];
  /** Parses what is no text; `undefined` for what is no number either. Absent where no form is of integers. */
  readonly parseNumber?: <Id extends string>(rule: IdRule, raw: unknown) => Parsed<Id> | undefined;
}

interface IdForm {
  readonly prefix: string;
  /** Whether an id without the prefix is given it. */
  readonly unprefixed?: true;
  /** What follows the prefix, in every way it may be written. */
  readonly body: RegExp;
  /** How it is written in the canonical form; as it came, when nothing is said. */
  readonly letters?: "toLowerCase" | "toUpperCase";
  readonly integer?: true;
  /** What is no id all the same, where the author of the plan wrote `body` and it may be too wide. */
  readonly except?: (id: string) => UserIdRefusal | undefined;
}

/** The canonical form of an id, or why it is invalid. Parsing the result again does not change it. Never throws. */
export function parseId<Id extends string>(rule: IdRule, raw: unknown): Parsed<Id> {
  if (typeof raw !== "string") {
    return rule.parseNumber?.<Id>(rule, raw) ?? { ok: false, reason: "not_a_string" };
  }
  const refusal = refusalOfId(raw);
  if (refusal) {
    return { ok: false, reason: refusal };
  }
  let reason: UserIdRefusal = "missing_prefix";
  for (const form of rule.forms) {
    const isPrefixed = raw.startsWith(form.prefix);
    if (!(isPrefixed || form.unprefixed)) {
      continue;
    }
    const rest = isPrefixed ? raw.slice(form.prefix.length) : raw;
    if (form.body.test(rest)) {
      const body = form.letters ? rest[form.letters]() : rest;
      const id = form.prefix + body;
      // What follows the prefix can be a missing id in text form, and the prefix can make an id illegal or too long.
      const illegal = refusalOfId(body) ?? (id === raw ? undefined : refusalOfId(id)) ?? form.except?.(id);
      return illegal ? { ok: false, reason: illegal } : { ok: true, id: id as Id };
    }
    reason = "wrong_format";
  }
  return { ok: false, reason: raw.includes("@") ? "email" : reason };
}

/** Numbers and bigints are ids of the forms that are integers. */
export function parseInteger<Id extends string>(rule: IdRule, raw: unknown): Parsed<Id> | undefined {
  if (typeof raw !== "number" && typeof raw !== "bigint") {
    return undefined;
  }
  if (typeof raw === "number" && !Number.isSafeInteger(raw)) {
    return { ok: false, reason: "unsafe_integer" };
  }
  return parseId({ ...rule, forms: rule.forms.filter((form) => form.integer) }, String(raw));
}

/** What no id is, whatever its form. */
export function refusalOfId(text: string): UserIdRefusal | undefined {
  const trimmed = text.trim();
  if (!trimmed) {
    return "blank";
  }
  if (trimmed !== text) {
    return "white_space";
  }
  if (text.length > MAX_ID_LENGTH) {
    return "too_long";
  }
  if (UNSTABLE.test(text)) {
    return "unstable_character";
  }
  return ILLEGAL.test(text) ? "illegal_id" : undefined;
}

/** In UTF-16 code units. PostHog cuts or refuses longer ids. */
export const MAX_ID_LENGTH = 200;

/**
 * Controls, invisible characters, line breaks and halves of characters: they get lost or changed on the way. The categories Cc, Cf,
 * Cs, Zl and Zp of Unicode 16, written out: engines know other versions, and that of older React Native apps knows none.
 */
const UNSTABLE =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\u{110bd}\u{110cd}\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}]/u;

/**
 * Ids that PostHog refuses to merge, so that everybody under one of them would be one person, and what people and programs
 * write in the place of a missing id: in any case, in quotes and brackets, and with all digits zero, as in a nil UUID.
 *
 * @see https://github.com/PostHog/posthog, `nodejs/src/common/persons/person-utils.ts`
 */
const ILLEGAL =
  /^(["']?)\s*[(<[{]?(|0|[0-]{20,}|anonymous|distinct_?id|email|false|guest|id|n\/a|nan|nil|none|not_authenticated|not.set|null|object object|true|undefined|unknown)[)>\]}]?\s*\1$/i;

/** A missing id behind the name of a kind, such as `user_unknown`. Not for random ids, which may end so. */
export function refusalOfPlaceholder(id: string): UserIdRefusal | undefined {
  const placeholder =
    /^([a-z]+\d?[_:|/.#-])+([0-]{20,}|anonymous|n\/a|nan|nil|none|not_set|null|undefined|unknown)$/i;
  return placeholder.test(id) ? "illegal_id" : undefined;
}

export function parseIdOrThrow<Id extends string>(rule: IdRule, raw: unknown): Id {
  const parsed = parseId<Id>(rule, raw);
  if (parsed.ok === true) {
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
