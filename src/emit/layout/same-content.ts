import { extname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { markdownContent } from "./markdown-content.ts";
import { typescriptContent } from "./typescript-content.ts";

/** How a kind of file is read. */
interface Kind {
  /** What the text means, as plain data. */
  readonly read: (text: string) => unknown;
  /** The characters that a formatter may add or remove; nothing where it may also change the order. */
  readonly layout?: RegExp;
}

/**
 * Whether a file differs only in what formatters change: both texts mean the same, word for word. JSON is compared by its
 * value, TypeScript and Markdown by their syntax trees. A text that cannot be parsed is never the same.
 *
 * Loads the parsers, so import it only when it is needed.
 *
 * @param path - its extension decides how the texts are read
 * @param found - need not be a generated text: none takes long to compare
 * @example hasSameContent("plan.json", { found: '{ "a": 1 }', expected: '{"a":1}' }) // true
 */
export function hasSameContent(
  path: string,
  { found, expected }: { readonly found: string; readonly expected: string },
): boolean {
  const kind = KINDS[extname(path)];
  if (kind === undefined || !isSimilar(found, expected, kind)) return false;
  try {
    return isDeepStrictEqual(kind.read(found), kind.read(expected));
  } catch {
    // A syntax error, or nesting that is too deep to read.
    return false;
  }
}

const KINDS: Readonly<Record<string, Kind>> = {
  ".json": { read: (text): unknown => JSON.parse(text) },
  ".md": { read: (text) => markdownContent(text, readCode), layout: /[\s>;,()|"'\\+*_#=:`~-]+/gu },
  ".ts": { read: typescriptContent, layout: /[\s;,()|"'\\+]+/gu },
};

function readCode(code: string, language: string): unknown {
  return KINDS[`.${language}`]?.read(code) ?? code;
}

/**
 * Whether the texts can mean the same. Most edits end here, and so do texts that are made to keep a parser busy: some of
 * TypeScript takes twice as long with each level of nesting.
 */
function isSimilar(found: string, expected: string, { layout }: Kind): boolean {
  if (layout === undefined) return true;
  const length = found.replace(/\s+/gu, "").length;
  return length <= 3 * expected.length && found.replace(layout, "") === expected.replace(layout, "");
}
