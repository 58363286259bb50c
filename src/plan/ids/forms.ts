import { type LetterCase, resolveFormat } from "./id-formats.ts";
import type { IdForm } from "./identity.ts";
import type { Pointer, PropertyType } from "../property.ts";

/** The part of a form that defines what it accepts. */
export type FormRule = Pick<IdForm, "format" | "prefix" | "acceptUnprefixed">;

/**
 * The canonical id of a text; undefined if the form does not accept it. Checks the form's own rule only, not the general
 * ones, such as the words for a missing id and the limit of 200 characters.
 *
 * A text that starts with the prefix is never treated as an unprefixed id, so no id gets the prefix twice.
 */
export function matchForm(form: FormRule, text: string): string | undefined {
  const { accepted, letters } = resolveFormat(form.format);
  const isPrefixed = text.startsWith(form.prefix);
  if (!isPrefixed && !form.acceptUnprefixed) return undefined;
  const body = isPrefixed ? text.slice(form.prefix.length) : text;
  if (!new RegExp(`^(?:${accepted.source})$`, accepted.flags).test(body)) return undefined;
  return form.prefix + toLetters(body, letters);
}

function toLetters(text: string, letters: LetterCase): string {
  if (letters === "as_is") return text;
  return letters === "lower" ? text.toLowerCase() : text.toUpperCase();
}

/**
 * A form in a few words, for messages and documentation.
 *
 * @example describeForm({ format: { kind: "uuid" }, prefix: "user_", … }) // "user_<uuid>"
 */
export function describeForm({ format, prefix }: FormRule): string {
  return prefix + resolveFormat(format).shape;
}

/** A canonical id of a form, for documentation; undefined where no text was found that its pattern matches. */
export function exampleOfForm({ format, prefix }: FormRule): string | undefined {
  const { example } = resolveFormat(format);
  return example === undefined ? undefined : prefix + example;
}

/**
 * The form of a group's key, from the type of the property that holds it; undefined for a string without a pattern. Lengths
 * are left to the validators of events.
 *
 * @param at - the place of the property in the plan
 * @example groupKeyForm({ kind: "string", pattern: "org_[a-z0-9]+" }, at)?.format.kind // "pattern"
 */
export function groupKeyForm(type: PropertyType, at: Pointer): IdForm | undefined {
  const rest = { at, prefix: "", acceptUnprefixed: false };
  if (type.kind === "uuid") return { ...rest, format: { kind: "uuid" } };
  if (type.kind === "string" && type.pattern !== undefined) {
    return { ...rest, format: { kind: "pattern", pattern: type.pattern } };
  }
  return undefined;
}
