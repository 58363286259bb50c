import { createScanner, type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Range } from "../../read/report.ts";
import type { PlacedValue } from "../../read/source/locate.ts";
import { MAX_DEPTH } from "../../read/source/yaml.ts";

/** JSON as plain data, or where it goes wrong. */
export type ReadJson =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "syntax" | "too-deep"; readonly range: Range };

/** Reads JSON, without comments and trailing commas. A map may have a member named `__proto__`. */
export function readJson(text: string): ReadJson {
  let data: unknown;
  try {
    data = JSON.parse(withoutHalves(text));
  } catch {
    return { kind: "syntax", range: findSyntaxError(text) };
  }
  if (!isDeep(data)) return { kind: "data", data };
  const offset = findDepth(text) ?? 0;
  return { kind: "too-deep", range: [offset, offset + 1] };
}

/** Escapes: both halves of a pair, one alone, or anything else. */
const ESCAPES =
  /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u[dD][89a-fA-F][\da-fA-F]{2})|\\[\s\S]/gu;

/** Halves of surrogate pairs, which UTF-8 cannot encode, become the character that stands for what is unknown. */
function withoutHalves(text: string): string {
  if (!/\\u[dD][89a-fA-F]/u.test(text)) return text;
  return text.replaceAll(ESCAPES, (all, half?: string) => (half === undefined ? all : "\\ufffd"));
}

function findSyntaxError(text: string): Range {
  const errors: ParseError[] = [];
  // Not deeper than the parser, which is recursive, can go.
  if (findDepth(text) === undefined) parseTree(text, errors, { disallowComments: true });
  const [{ offset, length } = { offset: 0, length: 1 }] = errors;
  return [offset, offset + length];
}

/** Not recursive: Node ends when it runs out of stack. */
function isDeep(data: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: data, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DEPTH) return true;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

/** Kinds of tokens: the package exports them as a `const enum` only. */
const [OPEN_MAP, CLOSE_MAP, OPEN_LIST, CLOSE_LIST, END] = [1, 2, 3, 4, 17];

/** The offset of what is nested too deeply. */
function findDepth(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === OPEN_MAP || token === OPEN_LIST) depth += 1;
    if (token === CLOSE_MAP || token === CLOSE_LIST) depth -= 1;
    if (depth > MAX_DEPTH + 1) return scanner.getTokenOffset();
  }
  return undefined;
}

/** The values of a text that is JSON, with their places. */
export function placeJson(text: string): PlacedValue | undefined {
  const tree = parseTree(text);
  return tree && place(tree);
}

function place(node: Node): PlacedValue {
  const { type, children = [], value } = node;
  // Thousands of places may be in one map.
  let members: ReadonlyMap<string, Node> | undefined;
  return {
    range: rangeOf(node),
    scalar: type === "object" || type === "array" ? undefined : { value: value as unknown },
    child(step) {
      if (type === "array") {
        const item = children[Number(step)];
        return item && { key: rangeOf(item), value: place(item) };
      }
      members ??= new Map(children.map((member) => [String(member.children?.[0]?.value), member]));
      const [key, inner] = members.get(String(step))?.children ?? [];
      return key && { key: rangeOf(key), value: inner && place(inner) };
    },
  };
}

function rangeOf({ offset, length }: Node): Range {
  return [offset, offset + length];
}
