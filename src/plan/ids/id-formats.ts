import type { RegExpPart } from "./automaton.ts";
import { samplePattern } from "../sample-pattern.ts";
import { characterClass } from "./regular-expressions.ts";
import type { IdFormat, IdFormatKind } from "./identity.ts";

export type LetterCase = "as_is" | "lower" | "upper";

/** What is known of one format. What it accepts is a source for `^(?:…)$`, and matches no empty text. */
interface IdFormatFacts<Format> {
  /** One sentence for people. */
  readonly meaning: string;
  /** Short, for messages: `<uuid>`. */
  readonly shape: (format: Format) => string;
  /** Letter case of the canonical form, where case means nothing. `as_is`: ids that differ in case are two ids. */
  readonly letters: (format: Format) => LetterCase;
  /** Every way an id may be written; what is accepted and put in `letters` case is canonical. */
  readonly accepted: (format: Format) => RegExpPart;
  /** A canonical id, for documentation; undefined where no text was found that a pattern matches. */
  readonly example: (format: Format) => string | undefined;
}

/** Length and alphabet where the plan does not say: `nanoid()` makes 21 of these, `createId()` of cuid2 makes 24. */
export const ID_FORMAT_DEFAULTS = {
  nanoid: { length: 21, alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-" },
  cuid2: { length: 24 },
} as const;

/** Every format of ids, with what it accepts. */
export const ID_FORMATS: {
  readonly [Kind in IdFormatKind]: IdFormatFacts<Extract<IdFormat, { readonly kind: Kind }>>;
} = {
  /**
   * Hex digits "are output as lower case characters and are case insensitive on input" (RFC 9562, section 4).
   * Any version: Supabase and Postgres make version 4, newer systems 7.
   */
  uuid: {
    meaning: "A UUID of any version. Its canonical form is lower case.",
    shape: () => "<uuid>",
    letters: () => "lower",
    accepted: () => unicode("[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}"),
    example: () => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  },
  /**
   * Crockford's base 32 in upper case, without I, L, O and U; "case insensitive"; the first digit is at most 7, because
   * 26 digits hold 130 bits and a ULID has 128 (https://github.com/ulid/spec). The digits that Crockford takes for others
   * when decoding (`I` for 1, `O` for 0) are not accepted: ulid's own `isValid` does not accept them either.
   */
  ulid: {
    meaning: "A ULID. Its canonical form is upper case.",
    shape: () => "<ulid>",
    letters: () => "upper",
    accepted: () => unicode("[0-7][\\dA-HJKMNP-TV-Za-hjkmnp-tv-z]{25}"),
    example: () => "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  },
  /**
   * A UUID in Crockford's base 32, in lower case only, behind a prefix and `_` (https://github.com/jetify-com/typeid/tree/main/spec).
   * The first digit is at most 7, as of a ULID. `prefix` ends with the `_`; reading sees to it that it is a TypeID's.
   */
  typeid: {
    meaning: "A TypeID: a `prefix` such as `user_`, then 26 lower-case letters or digits.",
    shape: () => "<typeid>",
    letters: () => "as_is",
    accepted: () => unicode("[0-7][\\da-hjkmnp-tv-z]{25}"),
    example: () => "01h455vb4pex5vsknk084sn02q",
  },
  /**
   * `c`, the time, a counter, a fingerprint and random digits in base 36 as `toString(36)` writes them, 25 in all
   * (`cuid` and `isCuid` of https://github.com/paralleldrive/cuid; Prisma's `cuid()`). Case-sensitive: nothing decodes it.
   */
  cuid: {
    meaning: "A CUID, as Prisma's `cuid()` creates it: `c`, then 24 lower-case letters or digits.",
    shape: () => "<cuid>",
    letters: () => "as_is",
    accepted: () => unicode("c[\\da-z]{24}"),
    example: () => "cjld2cjxh0000qzrmn831i7rn",
  },
  /**
   * A small letter, then small letters and digits; 2 to 32 in all, 24 by default (`isCuid` and `init` of
   * https://github.com/paralleldrive/cuid2). Case-sensitive: it is a hash.
   */
  cuid2: {
    meaning:
      "A CUID2: a lower-case letter, then lower-case letters or digits; `length` characters (default 24).",
    shape: () => "<cuid2>",
    letters: () => "as_is",
    accepted: ({ length }) => unicode(`[a-z][\\da-z]{${length - 1}}`),
    example: ({ length }) => "tz4a98xxat96iws9zmbrgj3a".repeat(2).slice(0, length),
  },
  /** Random characters of an alphabet, `A-Za-z0-9_-` by default (https://github.com/ai/nanoid). Case-sensitive. */
  nanoid: {
    meaning: "A Nano ID: `length` characters (default 21) from `alphabet` (default `A-Za-z0-9_-`).",
    shape: () => "<nanoid>",
    letters: () => "as_is",
    accepted: ({ length, alphabet }) => unicode(`${characterClass(alphabet)}{${length}}`),
    example: ({ length, alphabet }) => {
      const characters = [...alphabet];
      return Array.from({ length }, (_, index) => characters[(index * 7 + 5) % characters.length]).join("");
    },
  },
  /**
   * 27 digits in base 62, `0-9A-Za-z`, at most `aWgEPTl1tmebfsQzFP4bxwgy80V` (https://github.com/segmentio/ksuid): so the
   * first is at most `a`, and the few ids beyond the maximum that begin with `a` are let through. Case-sensitive.
   */
  ksuid: {
    meaning: "A KSUID: 27 letters or digits, such as the part after `user_` in Clerk's ids.",
    shape: () => "<ksuid>",
    letters: () => "as_is",
    accepted: () => unicode("[\\dA-Za][\\dA-Za-z]{26}"),
    example: () => "0ujtsYcgvSTl8PAuAdqWYSMnLOv",
  },
  /**
   * 12 bytes as hex digits; `toHexString()` gives small letters, and both cases are read
   * (https://github.com/mongodb/js-bson, `src/objectid.ts`).
   */
  objectid: {
    meaning: "A MongoDB ObjectId: 24 hex digits. Its canonical form is lower case.",
    shape: () => "<objectid>",
    letters: () => "lower",
    accepted: () => unicode("[\\da-fA-F]{24}"),
    example: () => "507f1f77bcf86cd799439011",
  },
  /**
   * Decimal digits without sign or leading zeros: `7` and `007` would be two people. No zero, which PostHog refuses to
   * merge. 39 digits hold 128 bits.
   */
  integer: {
    meaning:
      "A positive integer, as decimal digits without leading zeros. Numbers and bigints are accepted too.",
    shape: () => "<integer>",
    letters: () => "as_is",
    accepted: () => unicode("[1-9]\\d{0,38}"),
    example: () => "90210",
  },
  /**
   * Without regard to case, all but `İ` (U+0130): it is the one letter whose small form is two code points, which the pattern
   * may not accept.
   */
  pattern: {
    meaning: "What `pattern` accepts: as it is, or in lower case when canonical with `ignore_case`.",
    shape: ({ pattern }) => `<match of ${pattern}>`,
    letters: ({ ignoreCase }) => (ignoreCase ? "lower" : "as_is"),
    accepted: ({ pattern, ignoreCase }) =>
      ignoreCase ? { source: `(?![^]*\\u0130)(?:${pattern})`, flags: "iu" } : unicode(pattern),
    example: ({ pattern, ignoreCase }) => {
      const sample = samplePattern(pattern, 1);
      return ignoreCase ? sample?.toLowerCase() : sample;
    },
  },
};

/** What is known of a format, with its length and alphabet filled in. */
interface ResolvedIdFormat {
  readonly kind: IdFormatKind;
  readonly meaning: string;
  readonly shape: string;
  readonly letters: LetterCase;
  readonly accepted: RegExpPart;
  readonly example: string | undefined;
}

/**
 * The row of {@link ID_FORMATS} for a format.
 *
 * @example resolveFormat({ kind: "objectid" }).shape // "<objectid>"
 */
export function resolveFormat(format: IdFormat): ResolvedIdFormat {
  const facts = ID_FORMATS[format.kind] as IdFormatFacts<IdFormat>;
  return {
    kind: format.kind,
    meaning: facts.meaning,
    shape: facts.shape(format),
    letters: facts.letters(format),
    accepted: facts.accepted(format),
    example: facts.example(format),
  };
}

function unicode(source: string): RegExpPart {
  return { source, flags: "u" };
}
