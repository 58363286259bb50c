import * as z from "zod";
import { code } from "../text/markdown.ts";
import type { Rule } from "./rule.ts";
import { NAME_STYLES } from "./words/name-style.ts";

/** An option that takes one of the styles of names. */
export const styleOption = z.enum(NAME_STYLES);

/** An option that takes further words, in small letters. */
export const wordsOption = z.array(z.string().regex(/^[a-z]+$/u)).default([]);

/** What each option of a rule is, one sentence after another, as Markdown; in the order of the rule. */
export function describeOptions({ options }: Rule): readonly string[] {
  const { properties = {} } = z.toJSONSchema(z.object(options), { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { description = "", enum: values, default: initial, type } = schema as z.core.JSONSchema.JSONSchema;
    const taken = values?.map((value) => code(String(value))).join(", ") ?? TYPES[String(type)];
    return `${code(name)}: ${description} Takes ${taken}. Default: ${initialOf(initial)}.`;
  });
}

const TYPES: Readonly<Record<string, string>> = { array: "a list of words", integer: "a whole number" };

function initialOf(value: unknown): string {
  if (value === undefined) return "none";
  return code(typeof value === "string" ? value : JSON.stringify(value));
}
