import { isDeepStrictEqual } from "node:util";
import { findNodeAtLocation, type Node, parse, type ParseError, parseTree } from "jsonc-parser";
import { type JsonValue, readableJson } from "../text/json.ts";

/** Something to add to JSON. */
export type JsonAddition =
  /** A member of an object. Objects on the way to it are added, too. */
  | { readonly path: readonly (string | number)[]; readonly value: JsonValue }
  /** The last item of a list. A list that is missing begins with `first`. */
  | {
      readonly path: readonly (string | number)[];
      readonly item: JsonValue;
      readonly first?: readonly JsonValue[];
    };

/**
 * Adds to the text of a JSON file, which may have comments and trailing commas. What is there already stays as it is, and
 * everything else stays the same, byte for byte.
 *
 * @returns `undefined` where it cannot be done so: in a text that is no JSON, or where another value is in the way
 * @example addToJson('{\n  "a": [1] // one\n}\n', { path: ["a"], item: 2 }) // '{\n  "a": [1, 2] // one\n}\n'
 */
export function addToJson(text: string, addition: JsonAddition): string | undefined {
  const edited = insert(text, addition);
  return edited !== undefined && isAdded(edited, addition) ? edited : undefined;
}

/** The value of JSON that may have comments and trailing commas; `undefined` if it is not JSON. */
export function readJson(text: string): JsonValue | undefined {
  return read(text) === undefined ? undefined : (parse(text) as JsonValue);
}

/**
 * Where members of JSON are: their keys. Of a member that is not there, the nearest one around it; of a text that is no JSON, its
 * first fault.
 */
export function rangesInJson(
  text: string,
  paths: readonly (readonly string[])[],
): readonly (readonly [start: number, end: number])[] {
  const errors: ParseError[] = [];
  const root = parsed(text, errors);
  const [fault] = errors;
  return paths.map((path) => {
    if (fault !== undefined) return [fault.offset, fault.offset + fault.length];
    const above = path.map((_, index) => path.slice(0, path.length - index));
    const nodes = above.map((one) => root && findNodeAtLocation(root, one));
    const key = nodes.find((node) => node !== undefined)?.parent?.children?.[0];
    return key === undefined ? [0, 1] : [key.offset, key.offset + key.length];
  });
}

/** Nothing of JSON that is nested so deeply that the parser, which calls itself for each level, runs out of stack. */
function parsed(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Several additions, one after the other: all or none. */
export function addAllToJson(text: string, additions: readonly JsonAddition[]): string | undefined {
  return additions.reduce<string | undefined>(
    (edited, addition) => (edited === undefined ? undefined : addToJson(edited, addition)),
    text,
  );
}

function insert(text: string, addition: JsonAddition): string | undefined {
  const root = read(text);
  if (root === undefined) return undefined;
  const { path } = addition;
  const found = path.map((_, index) => findNodeAtLocation(root, path.slice(0, index + 1)));
  const there = path.length === 0 ? root : found.at(-1);
  if ("item" in addition && there !== undefined) {
    if (there.type !== "array") return undefined;
    const has = there.children?.some((node) => isDeepStrictEqual(valueOf(node, text), addition.item));
    return has === true ? text : insertLast(text, there, (indent) => write(addition.item, { indent, text }));
  }
  const value = "item" in addition ? [...(addition.first ?? []), addition.item] : addition.value;
  if (there !== undefined) return isDeepStrictEqual(valueOf(there, text), value) ? text : undefined;
  const depth = found.findIndex((node) => node === undefined);
  const parent = depth === 0 ? root : found[depth - 1];
  if (parent?.type !== "object") return undefined;
  const inside = path.slice(depth + 1);
  const inner = inside.reduceRight<JsonValue>((all, key) => ({ [key]: all }), value);
  const key = JSON.stringify(String(path[depth]));
  return insertLast(
    text,
    parent,
    (indent) => `${key}: ${write(inner, { indent, text, expanded: inside.length })}`,
  );
}

/** Checks the result by parsing it: of a key that is there twice, the last one counts. */
function isAdded(text: string, addition: JsonAddition): boolean {
  const root = read(text);
  const value = addition.path.reduce<unknown>(
    (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
    root && valueOf(root, text),
  );
  return "value" in addition
    ? isDeepStrictEqual(value, addition.value)
    : Array.isArray(value) && value.some((item) => isDeepStrictEqual(item, addition.item));
}

function read(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? root : undefined;
}

function valueOf({ offset, length }: Node, text: string): unknown {
  return parse(text.slice(offset, offset + length));
}

/** The rest of a member's line: its comma, and a comment behind it. */
const REST = /^(?<comma>\s*,)?(?<comment>[ \t]*\/\/[^\n\r]*|[ \t]*\/\*[^\n\r]*?\*\/(?=[ \t]*[\n\r]))?/u;

/**
 * Adds a last member to a list or an object, on the same line or on its own, as the one before is.
 *
 * @param writeEntry - is given what its lines begin with; nothing where all is on one line
 */
function insertLast(text: string, container: Node, writeEntry: (indent?: string) => string): string {
  const last = container.children?.at(-1);
  const [start, end] = [container.offset, container.offset + container.length];
  if (last === undefined) {
    const outer = indentAt(text, start);
    const indent = outer + unitOf(text);
    const inside = text.slice(start + 1, end - 1).trimEnd();
    const lineEnd = lineEndOf(text);
    return `${text.slice(0, start + 1)}${inside}${lineEnd}${indent}${writeEntry(indent)}${lineEnd}${outer}${text.slice(end - 1)}`;
  }
  const gap = /(?:\r?\n)?[ \t]*$/u.exec(text.slice(0, last.offset))?.[0] ?? "";
  const indent = gap.includes("\n") ? gap.replace(/^\r?\n/u, "") : undefined;
  const at = last.offset + last.length;
  const { comma, comment = "" } = REST.exec(text.slice(at, end))?.groups ?? {};
  const after = at + (comma ?? "").length + comment.length;
  const entry = `${gap || " "}${writeEntry(indent)}${comma === undefined ? "" : ","}`;
  return text.slice(0, at) + (comma ?? ",") + comment + entry + text.slice(after);
}

/** @param place - the indentation of its lines, if it may have several, and how many levels must */
function write(
  value: JsonValue,
  place: { readonly text: string; readonly indent: string | undefined; readonly expanded?: number },
): string {
  const { text, indent, expanded = 0 } = place;
  if (indent === undefined) return JSON.stringify(value, undefined, 1).replace(/\n */gu, " ");
  return readableJson(value, expanded)
    .replace(/^(?: {2})+/gmu, (spaces) => unitOf(text).repeat(spaces.length / 2))
    .replaceAll("\n", `${lineEndOf(text)}${indent}`);
}

/** The white space that the line of a place begins with. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/u.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))?.[0] ?? "";
}

/** One level of indentation. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/u.exec(text)?.[1] ?? "  ";
}

function lineEndOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
