import { isEnum, type Property, type PropertyType } from "../../plan/property.ts";
import { code, prose } from "../../text/markdown.ts";
import { describeType } from "../docs/describe-type.ts";
import type { JsonSchema } from "./json-schema.ts";

/** A name to choose, and what it stands for, as Markdown on one line. */
export interface Choice {
  readonly name: string;
  readonly meaning: string;
}

/** A thing of the plan that can be named. */
interface Named {
  readonly name: string;
  readonly description?: string | undefined;
}

/** A thing of the plan with what its author says of it. */
export function toChoice({ name, description }: Named): Choice {
  return { name, meaning: onOneLine(prose(description ?? "")) };
}

/** A property with what it means and what its values are. */
export function toPropertyChoice({ name, description, type, unit }: Property): Choice {
  const meaning = onOneLine(prose(description ?? ""));
  const values = [describeValues(type), ...(unit === undefined ? [] : [prose(unit)])].join(", ");
  return { name, meaning: meaning === "" ? `*${values}*` : `${meaning} *${values}*` };
}

/** Whether the values of a property can be an amount of money. */
export function isNumeric({ type }: Property): boolean {
  return type.kind === "number" || type.kind === "integer";
}

/** More values than this nobody reads. */
const MAX_LISTED_VALUES = 8;

function describeValues(type: PropertyType): string {
  if (!isEnum(type)) return describeType(type, () => undefined);
  const listed = type.values.slice(0, MAX_LISTED_VALUES).map(({ value }) => code(String(value)));
  const others = type.values.length - listed.length;
  return `one of ${listed.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}

/** Offers names as values, and still takes any other text. */
export function suggestValues(place: JsonSchema, choices: readonly Choice[]): void {
  if (choices.length > 0) place["anyOf"] = [namesOf(choices), {}];
}

/** One of some names, each with its meaning. */
export function namesOf(choices: readonly Choice[]): JsonSchema {
  const names = { enum: choices.map(({ name }) => name) };
  const meanings = choices.map(({ meaning }) => meaning);
  // Without `enumDescriptions`, which hold the same and which nobody reads who reads these: a plan can have thousands of names.
  return meanings.every((meaning) => meaning === "")
    ? names
    : { ...names, markdownEnumDescriptions: meanings };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/gu, " ");
}
