import type { NewType } from "../../edit/new-event.ts";
import type { JsonValue } from "../../text/json.ts";
import { accepts } from "../accepts.ts";
import { readFlag, splitList, unquote } from "./list-cell.ts";
import { readTypeCell, splitOptional, type TypeCell } from "./type-cell.ts";

/** A property as a cell names it. */
export interface NamedProperty {
  readonly name: string;
  readonly type?: TypeCell | undefined;
  readonly optional?: boolean | undefined;
  readonly description?: string | undefined;
}

const OPEN = "([{<";
const CLOSE = ")]}>";

const BULLET = /^(?:[-*•·]|\d+[.)])\s+/u;

/**
 * Reads a cell that names properties, one a line or separated by commas or semicolons.
 *
 * @example readPropertyCell("id: string, coupon (optional)")
 * // [{ name: "id", type: { type: { type: "string" }, … } }, { name: "coupon", optional: true }]
 */
export function readPropertyCell(cell: string): readonly NamedProperty[] {
  return splitOutside(cell.includes("\n") ? "\n" : ",;", cell)
    .map((item) => item.replaceAll("`", "").replace(BULLET, "").replace(/[,;]$/u, "").trim())
    .filter((item) => item !== "")
    .map(readItem);
}

/** Splits a text at separators that are in no brackets. */
function splitOutside(separators: string, text: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (OPEN.includes(character)) depth++;
    else if (CLOSE.includes(character)) depth--;
    else if (separators.includes(character) && depth <= 0) {
      items.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...items, text.slice(start).trim()];
}

/** The name ends with a character, so that a long run of spaces is looked at once and not at each of them. */
const ITEM =
  /^(?<name>[^:(–—=]*?[^\s:(–—=])(?:\s*:\s*(?<typed>\S.*)|\s*\((?<inside>[^)]*)\)\s*(?:[-–—:]\s*(?<after>.*))?|\s+[-–—]\s+(?<description>.*))?$/su;

function readItem(item: string): NamedProperty {
  const { name = item, typed, inside, after, description } = ITEM.exec(item)?.groups ?? {};
  const { text, optional } = splitOptional(name.trim());
  const type = readTypeCell(typed ?? inside ?? "");
  // What names no type is a remark.
  const isRemark = type?.isWider === true && type.type.type === "json";
  return {
    name: unquote(text),
    type: isRemark ? undefined : type,
    optional: optional ?? type?.optional,
    description: (isRemark ? (typed ?? inside) : undefined) ?? after ?? description,
  };
}

/**
 * An example of a type, as a cell has it; nothing if the text is not a value of the type.
 *
 * @example readExample("19.99", { type: "number" }) // 19.99
 */
export function readExample(cell: string, type: NewType): JsonValue | undefined {
  const value = readValue(cell, type);
  return value !== undefined && (type.type === undefined || accepts(type, value)) ? value : undefined;
}

function readValue(cell: string, { type }: NewType): JsonValue | undefined {
  const text = unquote(cell.trim());
  switch (type) {
    case "number":
      return readNumber(text);
    case "integer": {
      const number = readNumber(text);
      return Number.isSafeInteger(number) ? number : undefined;
    }
    case "boolean":
      return readFlag(text);
    case "array":
      return readJson(cell) ?? [...splitList(cell)];
    case "object":
    case "map":
      return readJson(cell);
    case "json":
      return readJson(cell) ?? text;
    default:
      return Array.isArray(type) ? (readJson(text) ?? text) : text;
  }
}

function readNumber(text: string): number | undefined {
  const number = Number(text.replaceAll(/(?<=\d),(?=\d{3}\b)/gu, ""));
  return text === "" || !Number.isFinite(number) ? undefined : number;
}

/** Deeper examples are left out: nobody reads them. */
const MAX_EXAMPLE_LENGTH = 2_000;

function readJson(text: string): JsonValue | undefined {
  if (text.length > MAX_EXAMPLE_LENGTH) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return value ?? undefined;
  } catch {
    return undefined;
  }
}
