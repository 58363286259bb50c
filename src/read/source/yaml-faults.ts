import { type Document, isMap, isSeq, type YAMLError } from "yaml";
import type { Pointer } from "../../plan/property.ts";
import type { Finding, Range } from "../report.ts";
import { quote } from "../words.ts";
import { rangeOf, textOfKey, type YamlNode } from "./yaml.ts";

/** A file that is not YAML has an error on every line. */
const MAX_FAULTS = 50;

/** Errors that make one value unusable, and leave what is around it as it was meant. */
const VALUE_ERRORS: ReadonlySet<string> = new Set([
  "TAG_RESOLVE_FAILED",
  "BAD_SCALAR_START",
  "BAD_DQ_ESCAPE",
  "UNEXPECTED_TOKEN",
]);

/** Errors of `key: text: more`: the rest of the map is parsed as part of the value. */
const MAP_ERRORS: ReadonlySet<string> = new Set(["BLOCK_AS_IMPLICIT_KEY", "BLOCK_IN_FLOW"]);

/**
 * The YAML errors and warnings of a document, at most one per line.
 *
 * @returns the findings, and whether the rest of the document is usable
 */
export function findYamlFaults(
  document: Document.Parsed,
  text: string,
): { readonly findings: readonly Finding[]; readonly usable: boolean } {
  const tab = findTab(document);
  if (tab !== undefined) return { findings: [tab], usable: false };
  const faults = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  const findings: Finding[] = [];
  let usable = true;
  let lineEnd = -1;
  for (const fault of faults) {
    if (fault.pos[0] <= lineEnd) continue;
    lineEnd = text.indexOf("\n", fault.pos[0]);
    if (lineEnd === -1) lineEnd = text.length;
    const broken = findBroken(document.contents, fault);
    usable &&= broken !== undefined;
    findings.push(toFinding(fault, broken ?? [], text));
    if (findings.length === MAX_FAULTS) return { findings, usable: false };
  }
  return { findings, usable };
}

/** The part that an error makes unusable; nothing when it may be the whole document. */
function findBroken(root: YamlNode | null, fault: YAMLError): Pointer | undefined {
  const at = pointerAt(root, fault.pos[0]);
  if (VALUE_ERRORS.has(fault.code)) return at;
  if (MAP_ERRORS.has(fault.code)) return at.slice(0, -2);
  return undefined;
}

function toFinding(fault: YAMLError, at: Pointer, text: string): Finding {
  const known = /^Implicit (?:map )?keys /u.test(fault.message) ? KEY_ALONE : FAULTS[fault.code];
  const inExpression = /(?:^|[\s{,])computed\s*:/u.test(lineAround(text, fault.pos[0]));
  const code = fault.name === "YAMLWarning" ? "yaml-warning" : "yaml-syntax";
  const key = inExpression
    ? undefined
    : (findItemKey(text, fault) ?? findMarkedKey(text, fault) ?? findOddKey(text, fault.pos[0]));
  if (key !== undefined) {
    const message = `YAML does not read ${quote(key.text)} as a key.`;
    return {
      code,
      at,
      range: key.range,
      message,
      hint: `Put it in quotes: \`${JSON.stringify(key.text)}\`.`,
    };
  }
  return {
    code,
    at,
    range: fault.pos,
    message: known?.message ?? `${fault.message.replace(/\.$/u, "")}.`,
    hint: inExpression ? "Put the whole expression in double quotes." : known?.hint,
  };
}

const MAP_IN_VALUE = {
  message: "YAML reads the value as a map, because it contains `: ` or begins with `? `.",
  hint: "Put the value in double quotes.",
};

const KEY_ALONE = {
  message: "A key must be followed by `:` on the same line.",
  hint: "Add the `:`. If it is no key but goes on from the line above, indent it further.",
};

/** Messages for the most common errors; others have the parser's message. */
const FAULTS: Readonly<Partial<Record<string, { readonly message?: string; readonly hint: string }>>> = {
  BLOCK_AS_IMPLICIT_KEY: MAP_IN_VALUE,
  BLOCK_IN_FLOW: MAP_IN_VALUE,
  BAD_SCALAR_START: { hint: "Put the value in double quotes." },
  TAG_RESOLVE_FAILED: { hint: "Put the value in double quotes." },
  UNEXPECTED_TOKEN: {
    message: "There is more text after the end of the value.",
    hint: "Put the whole value in double quotes.",
  },
  BAD_DQ_ESCAPE: { hint: "In double quotes, write a backslash twice; in single quotes, write it once." },
  KEY_OVER_1024_CHARS: { message: "A key is longer than 1,024 characters.", hint: "Shorten it." },
  BAD_INDENT: { hint: "Align the line with the keys next to it, and close every `[` and `{`." },
  MISSING_CHAR: { hint: "Close the quote or bracket, or add a comma between two items." },
};

/** A key that YAML reads as an item of a list, because it begins with a hyphen and stands among other keys. */
function findItemKey(
  text: string,
  { code, pos: [offset] }: YAMLError,
): { readonly text: string; readonly range: Range } | undefined {
  if (code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const [, space = "", key] =
    /^( *)(- [^\n:]{1,200})(?=:\s)/u.exec(text.slice(offset, offset + MAX_KEY)) ?? [];
  const start = offset + space.length;
  return key === undefined ? undefined : { text: key, range: [start, start + key.length] };
}

/** A key behind the mark `?`, which ends the key at the end of the line: what is below it has no key of its own. */
function findMarkedKey(
  text: string,
  { code, pos: [offset] }: YAMLError,
): { readonly text: string; readonly range: Range } | undefined {
  const start = offset - "? ".length;
  const [key] = /^\? [^\n]*[^\s:](?=\s*$)/mu.exec(text.slice(Math.max(0, start), offset + MAX_KEY)) ?? [];
  if (code !== "MULTILINE_IMPLICIT_KEY" || key === undefined || !text.startsWith(key, start))
    return undefined;
  return { text: key, range: [start, start + key.length] };
}

/** What begins something else in YAML, unless it is a key in quotes; or a comment inside a key. */
const ODD_KEY =
  /^ *(?!(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*') *:)(?<key>(?:[[{&*!|>%@`,"'][^\n]*?|[-?] [^\n]*?(?=:\s*$)|[^\s#"'][^:\n]*? #[^\n]*?))(?=:(?:\s|$))/u;

/**
 * The key that an error is about: on its line, or above it on a line that is indented no more, since YAML may notice only
 * at the next key.
 */
function findOddKey(
  text: string,
  offset: number,
): { readonly text: string; readonly range: Range } | undefined {
  const end = text.indexOf("\n", offset);
  const lines = text.slice(0, end === -1 ? undefined : end).split("\n");
  let start = end === -1 ? text.length : end;
  let indentation = Infinity;
  for (const line of lines.toReversed()) {
    start -= line.length;
    const spaces = line.search(/\S/u);
    const isAround = spaces !== -1 && spaces <= indentation;
    // Before that no name ends.
    const key = isAround ? ODD_KEY.exec(line.slice(0, spaces + MAX_KEY))?.groups?.["key"] : undefined;
    if (key !== undefined) return { text: key, range: [start + spaces, start + spaces + key.length] };
    if (isAround && spaces < indentation && indentation !== Infinity) return undefined;
    if (isAround) indentation = spaces;
    start -= 1;
  }
  return undefined;
}

/** More of a line than a key of a plan takes. */
const MAX_KEY = 250;

/** The first tab in the indentation. Other errors below it would only be its consequences. */
function findTab({ errors }: Document.Parsed): Finding | undefined {
  const fault = errors.find(({ code }) => code === "TAB_AS_INDENT");
  return (
    fault && {
      code: "yaml-tab",
      at: [],
      range: fault.pos,
      message: "The line is indented with a tab, which YAML does not allow.",
      hint: "Indent with spaces, here and below.",
    }
  );
}

/** The pointer to the deepest value at an offset. */
function pointerAt(root: YamlNode | null, offset: number): Pointer {
  const pointer: (string | number)[] = [];
  let node = root;
  while (node !== null) {
    const next: { step: string | number; value: YamlNode | null } | undefined = stepTo(node, offset);
    if (next === undefined) return pointer;
    pointer.push(next.step);
    node = next.value;
  }
  return pointer;
}

function stepTo(
  node: YamlNode,
  offset: number,
): { step: string | number; value: YamlNode | null } | undefined {
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => covers(item as YamlNode | null, offset));
    return index === -1 ? undefined : { step: index, value: node.items[index] as YamlNode | null };
  }
  if (!isMap(node)) return undefined;
  // The last pair that starts at or before the offset: text after a value, on its line, belongs to it.
  const pair = node.items.findLast(({ key }) => rangeOf(key as YamlNode)[0] <= offset);
  const step = textOfKey(pair?.key);
  return pair === undefined || step === undefined
    ? undefined
    : { step, value: pair.value as YamlNode | null };
}

function covers(node: YamlNode | null, offset: number): boolean {
  const [start, , end] = node?.range ?? [Infinity, 0, 0];
  return start <= offset && offset <= end;
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end === -1 ? undefined : end);
}
