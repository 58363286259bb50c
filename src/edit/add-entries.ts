import { isDeepStrictEqual } from "node:util";
import { type Entry, type EntryMap, plainValue, writeBlock, writeFlowEntry } from "./yaml-entries.ts";
import {
  afterLine,
  endOfPair,
  indentationOf,
  inPlaceOfNothing,
  insertAll,
  type Insertion,
  insertLast,
  isMapNode,
  isNothing,
  pairOf,
  parse,
  type ParsedMap,
  startOf,
  stepOf,
} from "./yaml-nodes.ts";

/** Entries to add to a map of a plan, after those that it has. */
export interface Addition {
  /** The keys that lead to the map: `["events", "order_paid", "properties"]`. */
  readonly path: readonly string[];
  /** As many of the keys are there: the others are added where they are missing. Default: none has to be. */
  readonly known?: number | undefined;
  /** Of names that the map does not have. */
  readonly entries: readonly Entry[];
}

interface Added {
  readonly text: string;
  /** What cannot be added safely: it belongs to another file, or stands where no line can be added. */
  readonly left: readonly Addition[];
}

/**
 * Adds entries to maps of a plan's text. Keeps the style and line ends of the text; nothing but the entries is new, as parsing
 * the result proves.
 *
 * @example
 * addEntries("person: { plan: { type: string } }\n", [{ path: ["person"], entries: [{ key: "is_admin", value: … }] }]).text
 * // "person: { plan: { type: string }, is_admin: { type: boolean } }\n"
 */
export function addEntries(text: string, additions: readonly Addition[]): Added {
  const before = parse(text);
  const root = before.contents;
  if (before.errors.length > 0 || !isMapNode(root)) return { text, left: additions };
  const site = { text, step: stepOf(text, root), lineEnd: /\r?\n/u.exec(text)?.[0] ?? "\n" };
  const found = additions.flatMap((addition) => {
    const insertion = findInsertion(root, addition, site);
    return insertion === undefined ? [] : [{ addition, insertion }];
  });
  const edited = insertAll(
    text,
    found.map(({ insertion }) => insertion),
  );
  const done = found.map(({ addition }) => addition);
  const left = additions.filter((addition) => !done.includes(addition));
  if (isExactly(edited, before.toJS() as Data, done)) return { text: edited, left };
  if (done.length < 2) return { text, left: additions };
  // One of them is at fault, such as an anchor that others refer to.
  const others: Addition[] = [...left];
  const all = done.reduce((so, addition) => {
    const one = addEntries(so, [addition]);
    others.push(...one.left);
    return one.text;
  }, text);
  return { text: all, left: others };
}

interface Site {
  readonly text: string;
  /** Columns per level of indentation. */
  readonly step: number;
  /** LF or CRLF. */
  readonly lineEnd: string;
}

function findInsertion(
  root: ParsedMap,
  { path, known = 0, entries }: Addition,
  site: Site,
): Insertion | undefined {
  let map = root;
  for (const [depth, key] of path.entries()) {
    const pair = pairOf(map, key);
    if (pair === undefined) {
      return depth < known
        ? undefined
        : intoMap(map, [nested(path.slice(depth), entries)], site, map === root);
    }
    const { value } = pair;
    if (isMapNode(value) && (value.items.length > 0 || map.flow === true)) {
      map = value;
      continue;
    }
    if (map.flow === true || !isNothing(value)) return undefined;
    const inner = depth === path.length - 1 ? entries : [nested(path.slice(depth + 1), entries)];
    const indentation = indentationOf(site.text, pair) + site.step;
    return inPlaceOfNothing(pair, writeBlock(inner, { ...site, indentation, isCompact: true }), site);
  }
  return intoMap(map, entries, site);
}

/** Entries in maps that are not there yet. */
function nested([key = "", ...inner]: readonly string[], entries: readonly Entry[]): Entry {
  return { key, value: { entries: inner.length === 0 ? entries : [nested(inner, entries)] } };
}

/** @param hasGap - whether a blank line comes before them */
function intoMap(
  map: ParsedMap,
  entries: readonly Entry[],
  { text, step, lineEnd }: Site,
  hasGap = false,
): Insertion | undefined {
  const [first] = map.items;
  if (first !== undefined && map.flow !== true) {
    const indentation = indentationOf(text, first);
    const lines = writeBlock(entries, { indentation, step, lineEnd, isCompact: true });
    return afterLine(endOfPair(text, map.items.at(-1)!), lines, { text, lineEnd, hasGap });
  }
  const isJson = first === undefined ? /^\s*\{\s*"/u.test(text) : text.charAt(startOf(first)) === '"';
  return insertLast(text, map, entries.map((entry) => writeFlowEntry(entry, isJson)).join(", "));
}

type Data = Readonly<Record<string, unknown>>;

/** Checks the result by parsing it: nothing but the entries is new. */
function isExactly(edited: string, data: Data, added: readonly Addition[]): boolean {
  const after = parse(edited);
  const wanted = added.reduce((so, { path, entries }) => withEntries(so, path, { entries }), data);
  return after.errors.length === 0 && isDeepStrictEqual(after.toJS(), wanted);
}

function withEntries(data: unknown, [key, ...inner]: readonly string[], entries: EntryMap): Data {
  const map = { ...(data as object | null | undefined) } as Record<string, unknown>;
  return key === undefined
    ? { ...map, ...(plainValue(entries) as object) }
    : { ...map, [key]: withEntries(map[key], inner, entries) };
}
