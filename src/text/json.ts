import type { JsonValue } from "../portable/values.ts";
import { quoteString } from "./quote.ts";

export type { JsonValue };

/**
 * Deterministic JSON for machines: keys sorted by code unit, invisible and direction-changing characters escaped, one final
 * line end.
 *
 * @param value - plain objects, arrays, strings, finite numbers, booleans and null; a key whose value is `undefined`
 *   is left out
 * @param expanded - how many levels have a line for each member, so that git can merge them; what is deeper has no space
 * @throws TypeError for anything else, such as a function
 * @example canonicalJson({ b: [1, 2], a: {} }) // '{\n  "a": {},\n  "b": [1,2]\n}\n'
 */
export function canonicalJson(value: unknown, expanded = 1): string {
  return `${writeExpanded(value, expanded, "")}\n`;
}

function writeExpanded(value: unknown, levels: number, indentation: string): string {
  if (levels === 0 || typeof value !== "object" || value === null) {
    return writeLine(value);
  }
  const inner = `${indentation}  `;
  const object = value as Readonly<Record<string, unknown>>;
  const [open, close, members] = Array.isArray(value)
    ? ["[", "]", value.map((item: unknown) => writeExpanded(item, levels - 1, inner))]
    : [
        "{",
        "}",
        keysOf(object).map((key) => `${quoteString(key)}: ${writeExpanded(object[key], levels - 1, inner)}`),
      ];
  if (members.length === 0) return open + close;
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indentation}${close}`;
}

function writeLine(value: unknown): string {
  if (typeof value === "string") return quoteString(value);
  if (Array.isArray(value)) return `[${value.map(writeLine).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const object = value as Readonly<Record<string, unknown>>;
    let members = "";
    for (const key of keysOf(object)) {
      members += `${members === "" ? "" : ","}${quoteString(key)}:${writeLine(object[key])}`;
    }
    return `{${members}}`;
  }
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return JSON.stringify(value);
  throw new TypeError(`JSON cannot hold a value of type ${typeof value}.`);
}

/** The keys that have a value, sorted by code unit. */
function keysOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted();
}

/** Longest line for a whole list or object. */
const LINE_WIDTH = 80;

/**
 * JSON for people: keys in their order, and short inner values on one line. Strings are safe in an inline script and have no
 * invisible characters.
 *
 * @param expanded - how many levels have a line for each member in any case
 * @example readableJson({ a: { b: [1, 2] } }, 1) // '{\n  "a": { "b": [1, 2] }\n}'
 */
export function readableJson(value: JsonValue, expanded = 1): string {
  return writeReadable(value, { indentation: "", room: LINE_WIDTH, expanded });
}

interface Place {
  readonly indentation: string;
  /** Characters left on the line. */
  readonly room: number;
  readonly expanded: number;
}

function writeReadable(value: JsonValue, place: Place): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  const line = place.expanded > 0 ? undefined : oneLine(value);
  if (line !== undefined && line.length <= place.room) return line;

  const indentation = `${place.indentation}  `;
  const inside = (before: string, member: JsonValue): string => {
    const room = LINE_WIDTH - indentation.length - before.length - ",".length;
    return `${indentation}${before}${writeReadable(member, { indentation, room, expanded: place.expanded - 1 })}`;
  };
  const [open, close, members] = Array.isArray(value)
    ? ["[", "]", value.map((item: JsonValue) => inside("", item))]
    : ["{", "}", Object.entries(value).map(([key, member]) => inside(`${quoteString(key)}: `, member))];
  return members.length === 0
    ? `${open}${close}`
    : `${open}\n${members.join(",\n")}\n${place.indentation}${close}`;
}

function oneLine(value: JsonValue): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => oneLine(item)).join(", ")}]`;
  const members = Object.entries(value).map(([key, member]) => `${quoteString(key)}: ${oneLine(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function scalar(value: string | number | boolean | null): string {
  return typeof value === "string" ? quoteString(value) : JSON.stringify(value);
}

/** Whether a value is an object and no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
