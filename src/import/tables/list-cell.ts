import { isPrintable } from "../../plan/names.ts";

/** In this order: a comma may stand in a value that others of these separate. */
const SEPARATORS = ["\n", "|", ";", ",", " / "];

/** What stands before an item of a list: a bullet. */
const BULLET = /^(?:[-*•·]|\d+[.)])\s+/u;

const QUOTES =
  /^(?:"(?<double>.*)"|'(?<single>.*)'|`(?<code>.*)`|[“”„](?<typographic>.*)[“”]|[‘’](?<half>.*)[‘’])$/su;

/**
 * The items of a list in a cell: one a line, or separated by bars, semicolons, commas or spaced slashes. Without bullets,
 * brackets and quotes.
 *
 * @example splitList("'free', 'pro'") // ["free", "pro"]
 */
export function splitList(text: string): readonly string[] {
  const inner = /^[[({](?<inner>[^[\](){}]*)[\])}]$/su.exec(text.trim())?.groups?.["inner"] ?? text;
  const separator = SEPARATORS.find((one) => inner.trim().includes(one)) ?? ",";
  return inner
    .split(separator)
    .map((item) => unquote(item.trim().replace(BULLET, "").replace(/[,;]$/u, "").trim()))
    .filter((item) => item !== "");
}

export function unquote(text: string): string {
  const groups = QUOTES.exec(text)?.groups;
  return groups === undefined
    ? text
    : (Object.values(groups).find((inner) => inner !== undefined) ?? text).trim();
}

/** Allowed values, with what they mean where a cell says so. */
interface Values {
  readonly values: readonly string[] | Readonly<Record<string, string>>;
  /** Whether there are others: the cell ends with `etc.` or dots. */
  readonly isOpen: boolean;
}

const MEANING = /^(?<value>[^\s:=–—](?:[^:=–—\n]*?[^\s:=–—])?)\s*(?::\s|=|\s[-–—]\s)\s*(?<meaning>\S.*)$/su;

const OPEN_END = /^(?:etc\b\.?|\.{3}|…|and (?:more|so on|others)\.?)$/iu;

/**
 * Reads a cell that lists allowed values.
 *
 * @example readValues("free: No charge\npro: One seat") // { values: { free: "No charge", pro: "One seat" }, isOpen: false }
 */
export function readValues(cell: string): Values {
  const isExample = /^(?:e\.?\s?g\.?|for example|such as|example)\b/iu.exec(cell.trim());
  const text =
    isExample === null
      ? cell
      : cell
          .trim()
          .slice(isExample[0].length)
          .replace(/^[:,.\s]+/u, "");
  const items = splitList(text);
  const closed = items
    .filter((item) => !OPEN_END.test(item))
    .map((item) => item.replace(/\s*(?:\.{3}|…|etc\.?)$/iu, ""));
  const values = [...new Set(closed)].filter((item) => item !== "" && isPrintable(item));
  const isOpen =
    isExample !== null || closed.some((item, index) => item !== items[index]) || closed.length < items.length;
  const meanings = values.map((value) => MEANING.exec(value)?.groups);
  if (values.length > 0 && cell.includes("\n") && meanings.every((groups) => groups !== undefined)) {
    const pairs = meanings.map(({ value = "", meaning = "" }) => [unquote(value), meaning.trim()] as const);
    return { values: Object.fromEntries(pairs), isOpen };
  }
  return { values, isOpen };
}

const YES: ReadonlySet<string> = new Set([
  "yes",
  "ja",
  "oui",
  "si",
  "sí",
  "y",
  "true",
  "1",
  "x",
  "✓",
  "✔",
  "✅",
  "☑",
  "always",
  "must",
  "on",
]);
const NO: ReadonlySet<string> = new Set([
  "no",
  "nein",
  "non",
  "n",
  "false",
  "0",
  "-",
  "–",
  "✗",
  "✘",
  "❌",
  "☐",
  "sometimes",
  "conditional",
  "never",
  "off",
  "n/a",
  "",
]);

/**
 * Reads a cell that says yes or no; nothing where it says something else.
 *
 * @example readFlag("Always sent") // true
 */
export function readFlag(cell: string): boolean | undefined {
  const word = cell
    .trim()
    .toLowerCase()
    .replaceAll("\u{fe0f}", "")
    .replace(/ sent$/u, "");
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
