import type { JsonValue } from "./json.ts";
import { quoteString } from "./quote.ts";

/** Longest line onto which a list or an object is put whole. */
const LINE_WIDTH = 80;

/**
 * JSON for people: keys in their order, and whatever is short and stands inside on one line. Its strings are safe in
 * an inline script and hide nothing.
 *
 * @param expanded - how many levels have a line for each member in any case
 * @example readableJson({ a: { b: [1, 2] } }, 1) // '{\n  "a": { "b": [1, 2] }\n}'
 */
export function readableJson(value: JsonValue, expanded = 1): string {
  return write(value, { indentation: "", room: LINE_WIDTH, expanded });
}

interface Place {
  readonly indentation: string;
  /** Characters left on the line. */
  readonly room: number;
  readonly expanded: number;
}

function write(value: JsonValue, place: Place): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  const line = place.expanded > 0 ? undefined : oneLine(value);
  if (line !== undefined && line.length <= place.room) return line;

  const indentation = `${place.indentation}  `;
  const inside = (before: string, member: JsonValue): string => {
    const room = LINE_WIDTH - indentation.length - before.length - ",".length;
    return `${indentation}${before}${write(member, { indentation, room, expanded: place.expanded - 1 })}`;
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
