import type * as z from "zod";
import { FORMAT_KEYS, MAX_ID_LENGTH } from "../../format/facts.ts";
import type { idFormFormat } from "../../format/identity-format.ts";
import { ID_FORMAT_DEFAULTS, resolveFormat } from "../../plan/ids/id-formats.ts";
import { findCommonText } from "../../plan/ids/regular-expressions.ts";
import type { IdForm, IdFormat, IdFormatKind } from "../../plan/ids/identity.ts";
import type { Pointer } from "../../plan/property.ts";
import type { DeepPartial } from "../content.ts";
import { compilePattern, findPatternFault } from "../property/pattern.ts";
import type { Report } from "../report.ts";
import { quote } from "../words.ts";

/** The valid content of one form of an id. */
export type FormContent = DeepPartial<z.input<typeof idFormFormat>>;

/** What the specification says of prefixes, with the `_` that follows one: https://github.com/jetify-com/typeid/tree/main/spec */
const TYPEID_PREFIX = /^(?:[a-z](?:[a-z_]{0,61}[a-z])?_)?$/u;

const CUID2_LENGTHS = { min: 2, max: 32 };

/** White space and characters without a glyph: no contract accepts an id that holds one. */
const NOT_IN_IDS = /[\s\p{C}]/u;

/** Reads one form of an id. Reports what is invalid, and returns nothing then. */
export function readForm(form: FormContent, at: Pointer, report: Report): IdForm | undefined {
  const { description, prefix = "", accept_unprefixed: unprefixed } = form;
  const before = report.errorCount();
  if (unprefixed === true && !Object.hasOwn(form, "prefix")) {
    report.add({
      code: "key-without-partner",
      at: [...at, "accept_unprefixed"],
      part: "key",
      message: "`accept_unprefixed: true` has no effect without a `prefix`.",
      hint: "Add the `prefix`, or give the reason why there is none: `accept_unprefixed: reason`.",
    });
  }
  refuseForeignKeys(form, at, report);
  refuseUnfit("prefix", prefix, [...at, "prefix"], report);
  const format = readFormat(form, at, report);
  if (format === undefined || report.errorCount() > before) return undefined;
  refuseLong(prefix, format, at, report);
  if (isOfCounter(format)) askWhetherReused(form, at, report);
  return {
    at,
    description,
    format,
    prefix,
    acceptUnprefixed: prefix !== "" && (unprefixed ?? false) !== false,
    unprefixedReason: typeof unprefixed === "string" ? unprefixed : undefined,
    acceptEmails: form.accept_emails,
    acceptPhones: form.accept_phones,
  };
}

function readFormat(form: FormContent, at: Pointer, report: Report): IdFormat | undefined {
  const { format } = form;
  switch (format) {
    case undefined:
      return undefined;
    case "uuid":
    case "ulid":
    case "cuid":
    case "ksuid":
    case "objectid":
    case "integer":
      return { kind: format };
    case "typeid":
      checkTypeIdPrefix(form, at, report);
      return { kind: format };
    case "cuid2":
      return { kind: format, length: readCuid2Length(form, at, report) };
    case "nanoid": {
      const { length, alphabet } = { ...ID_FORMAT_DEFAULTS.nanoid, ...withoutUndefined(form) };
      refuseUnfit("alphabet", alphabet, [...at, "alphabet"], report);
      return { kind: format, length, alphabet };
    }
    case "pattern":
      return readPattern(form, at, report);
    default:
      return format satisfies never;
  }
}

function withoutUndefined({ length, alphabet }: FormContent): { length?: number; alphabet?: string } {
  return { ...(length !== undefined && { length }), ...(alphabet !== undefined && { alphabet }) };
}

function readCuid2Length({ length }: FormContent, at: Pointer, report: Report): number {
  const { min, max } = CUID2_LENGTHS;
  if (length !== undefined && (length < min || length > max)) {
    report.add({
      code: "wrong-value",
      at: [...at, "length"],
      message: `A CUID2 has ${min} to ${max} characters, not ${length}.`,
    });
  }
  return length ?? ID_FORMAT_DEFAULTS.cuid2.length;
}

function readPattern(form: FormContent, at: Pointer, report: Report): IdFormat | undefined {
  const { pattern, pattern_unsafe: unsafe } = form;
  if (pattern === undefined) {
    if (Object.hasOwn(form, "pattern")) return undefined;
    report.add({
      code: "missing-key",
      at: [...at, "pattern"],
      message: "`format: pattern` requires `pattern`.",
      hint: "Add `pattern:`.",
    });
    return undefined;
  }
  const fault = findPatternFault(pattern, unsafe);
  if (fault !== undefined) report.add({ at: [...at, "pattern"], part: "value", ...fault });
  return { kind: "pattern", pattern, ...(form.ignore_case === true && { ignoreCase: true }) };
}

function checkTypeIdPrefix({ prefix = "" }: FormContent, at: Pointer, report: Report): void {
  if (TYPEID_PREFIX.test(prefix)) return;
  report.add({
    code: "wrong-value",
    at: [...at, "prefix"],
    message: `${quote(prefix)} is not a valid TypeID prefix.`,
    hint: "Write up to 63 lower-case letters or `_`, starting and ending with a letter, followed by `_`: `user_`.",
  });
}

/** Whether ids are numbers that something counts: integers, or a pattern of digits that accepts short numbers. */
function isOfCounter(format: IdFormat): boolean {
  if (format.kind !== "pattern") return format.kind === "integer";
  const { verdict } = findCommonText([resolveFormat(format).accepted], [/[^]*\D[^]*/u]);
  return (
    verdict === "disjoint" && SHORT_NUMBERS.some((number) => compilePattern(format.pattern).test(number))
  );
}

const SHORT_NUMBERS = ["7", "42", "123", "1234", "12345", "123456"];

/** A number that a database reuses merges two people: nothing in the id distinguishes them. */
function askWhetherReused(form: FormContent, at: Pointer, report: Report): void {
  const { reused } = form;
  if (reused === false || (reused === undefined && Object.hasOwn(form, "reused"))) return;
  report.add({
    code: "id-reused",
    at: [...at, reused === undefined ? "format" : "reused"],
    message:
      reused === undefined
        ? "The plan does not say whether these numbers are ever reused."
        : "A reused number merges two people into one.",
    hint:
      reused === undefined
        ? "Add `reused: false` if the number of a deleted record is never reused. SQLite requires `AUTOINCREMENT` for that."
        : "Configure the database to never reuse a number, or identify people by another id, such as a UUID.",
  });
}

/** Reports keys of other formats, such as `length` of a UUID. */
function refuseForeignKeys(form: FormContent, at: Pointer, report: Report): void {
  const { format } = form;
  for (const [key, formats] of Object.entries(FORMAT_KEYS)) {
    if (format === undefined || !Object.hasOwn(form, key)) continue;
    if ((formats as readonly IdFormatKind[]).includes(format)) continue;
    report.add({
      code: "key-without-partner",
      at: [...at, key],
      part: "key",
      message: `${quote(key)} has no effect without ${formats.map((name) => `\`format: ${name}\``).join(" or ")}.`,
      hint: "Remove it, or change the format.",
    });
  }
}

/** Reports characters that no id may have. */
function refuseUnfit(key: "prefix" | "alphabet", text: string, at: Pointer, report: Report): void {
  if (!NOT_IN_IDS.test(text)) return;
  report.add({
    code: "wrong-value",
    at,
    message: `The ${key} contains white space or control characters, which ids cannot contain.`,
    hint: "Remove them.",
  });
}

/** Reports a form whose ids would all be too long. */
function refuseLong(prefix: string, format: IdFormat, at: Pointer, report: Report): void {
  const length = prefix.length + ("length" in format ? format.length : 1);
  if (length <= MAX_ID_LENGTH) return;
  report.add({
    code: "wrong-value",
    at: [...at, prefix === "" ? "length" : "prefix"],
    message: `Its ids have at least ${length} characters, but the maximum is ${MAX_ID_LENGTH}.`,
    hint: "Shorten it.",
  });
}
