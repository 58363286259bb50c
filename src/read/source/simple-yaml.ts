import { CST } from "yaml";
import type { KeyOrders } from "./data.ts";
import type { PlacedValue } from "./locate.ts";
import { type ReadPart, SimplePlaces } from "./simple-places.ts";
import { type Mark, UNCERTAIN, type WordKind, Words } from "./simple-words.ts";
import { MAX_DEPTH } from "./yaml.ts";

/**
 * A fast reader for the YAML that plans are written in: block and flow collections of scalars, and nothing else.
 *
 * `yaml` makes a token, a node and a range of each piece before there is a value. For a plan of 10,000 events that takes ten
 * times as long as its lexer takes, and ten times the memory. Here the lexer's words become values at once. Places are kept
 * when one is asked for: the text is then read again. What this reader does not know for certain, such as an anchor, a tag,
 * a tab or any fault, it leaves to `yaml`.
 *
 * @returns what `yaml` would read without an error or a warning; nothing when that is not certain
 * @example readSimpleYaml("a: [1, b]")?.data // { a: [1, "b"] }
 * @example readSimpleYaml("a: &b c") // undefined
 */
export function readSimpleYaml(text: string): SimpleYaml | undefined {
  try {
    const reader = new SimpleReader(text);
    return {
      data: reader.readRoot().value,
      keyOrders: reader.keyOrders,
      placed() {
        const places = new SimplePlaces(text);
        return places.place(new SimpleReader(text, places).readRoot());
      },
    };
  } catch (error) {
    if (error === UNCERTAIN) return undefined;
    throw error;
  }
}

interface SimpleYaml {
  readonly data: object;
  readonly keyOrders: KeyOrders;
  /** The same with its places. */
  readonly placed: () => PlacedValue;
}

/** Whoever reads something leaves the first word after it. Collections know their column, and end before a word left of it. */
class SimpleReader {
  readonly keyOrders = new WeakMap<object, readonly string[]>();
  readonly #words: Words;
  readonly #places: SimplePlaces | undefined;
  #depth = 0;

  constructor(text: string, places?: SimplePlaces) {
    this.#words = new Words(text);
    this.#places = places;
  }

  readRoot(): ReadPart & { readonly value: object } {
    const { offset } = this.#words;
    const value = this.#readBlock(-1);
    if (this.#words.kind !== "end" || typeof value !== "object" || value === null || Array.isArray(value)) {
      throw UNCERTAIN;
    }
    return { value, offset, end: this.#words.lastEnd };
  }

  /** A value on lines of its own, further in than the column of what it is in. */
  #readBlock(outer: number): unknown {
    const { kind, line, column, offset } = this.#words;
    if (kind === "-") return this.#readBlockList(column);
    if (kind !== "plain" && kind !== "quoted") return this.#readValue(outer);
    const source = this.#take();
    if (this.#isColon(line, column)) return this.#readBlockMap(column, textOf(kind, source), offset);
    return scalarOf(kind, source);
  }

  #readBlockMap(column: number, firstKey: string, firstOffset: number): object {
    const map = this.#open<Record<string, unknown>>(Object.create(null) as Record<string, unknown>);
    const keys: string[] = [];
    for (let [key, start] = [firstKey, firstOffset]; ; key = this.#readKey()) {
      const { line, lastEnd } = this.#words;
      this.#words.next();
      const { offset, lastEnd: mark } = this.#words;
      const value = this.#readMapValue(column, line);
      this.#add(map, keys, key, value);
      this.#places?.add(map, key, { key: [start, lastEnd], value, offset, mark, end: this.#words.lastEnd });
      if (this.#words.column < column) return this.#closeMap(map, keys);
      if (this.#words.column > column) throw UNCERTAIN;
      start = this.#words.offset;
    }
  }

  #readMapValue(column: number, line: number): unknown {
    if (this.#words.line === line) return this.#readValue(column);
    if (this.#words.column > column) return this.#readBlock(column);
    // The items of a list may begin below their key.
    const isList = this.#words.column === column && this.#words.kind === "-";
    return isList ? this.#readBlockList(column) : null;
  }

  #readBlockList(column: number): unknown[] {
    const list = this.#open<unknown[]>([]);
    while (this.#words.kind === "-" && this.#words.column === column) {
      const { line } = this.#words;
      this.#words.next();
      const { offset, lastEnd: mark } = this.#words;
      const isEmpty = this.#words.column <= column && this.#words.line !== line;
      const value = isEmpty ? null : this.#readBlock(column);
      list.push(value);
      this.#places?.add(list, list.length - 1, { value, offset, mark, end: this.#words.lastEnd });
      if (this.#words.column > column) throw UNCERTAIN;
    }
    return this.#close(list);
  }

  /** What may stand behind a key: a scalar, a flow collection or a block of text. */
  #readValue(outer: number): unknown {
    if (this.#words.kind === "block-header") return this.#readText(outer);
    return this.#readFlow(outer);
  }

  #readText(outer: number): unknown {
    const source = this.#take();
    // A digit counts from an indentation that only the parser knows.
    if (!/^[|>][-+]?$/u.test(source) || this.#words.kind !== "block-text") throw UNCERTAIN;
    const header = { type: "block-scalar-header", offset: 0, indent: 0, source } as const;
    const indent = Math.max(outer, 0);
    return resolve({ type: "block-scalar", offset: 0, indent, props: [header], source: this.#take() });
  }

  #readFlow(outer: number): unknown {
    const { kind } = this.#words;
    if (kind === "{") return this.#readFlowMap(outer);
    if (kind !== "[") return scalarOf(kind, this.#take());
    const list = this.#open<unknown[]>([]);
    this.#words.next();
    while (this.#hasItem(outer, "]")) {
      const { offset } = this.#words;
      const value = this.#readFlow(outer);
      list.push(value);
      this.#places?.add(list, list.length - 1, { value, offset, end: this.#words.lastEnd });
      this.#endItem("]");
    }
    return this.#close(list);
  }

  #readFlowMap(outer: number): object {
    const map = this.#open<Record<string, unknown>>(Object.create(null) as Record<string, unknown>);
    const keys: string[] = [];
    this.#words.next();
    while (this.#hasItem(outer, "}")) {
      const { offset: start } = this.#words;
      const key = this.#readKey();
      const { lastEnd } = this.#words;
      this.#words.next();
      const { kind, offset, lastEnd: mark } = this.#words;
      const value = kind === "," || kind === "}" ? null : this.#readFlow(outer);
      this.#add(map, keys, key, value);
      this.#places?.add(map, key, { key: [start, lastEnd], value, offset, mark, end: this.#words.lastEnd });
      this.#endItem("}");
    }
    return this.#closeMap(map, keys);
  }

  /** Whether a flow collection has a further item; else goes on behind its end. */
  #hasItem(outer: number, end: Mark): boolean {
    if (this.#words.column <= outer) throw UNCERTAIN;
    if (this.#words.kind !== end) return true;
    this.#words.next();
    return false;
  }

  #endItem(end: Mark): void {
    if (this.#words.kind === ",") this.#words.next();
    else if (this.#words.kind !== end) throw UNCERTAIN;
  }

  /** The key at the current word; leaves its colon. */
  #readKey(): string {
    const { kind, line, column } = this.#words;
    const source = this.#take();
    if (!this.#isColon(line, column)) throw UNCERTAIN;
    return textOf(kind, source);
  }

  /** Whether the current word ends a key that began at a place. */
  #isColon(line: number, column: number): boolean {
    if (this.#words.kind !== ":" || this.#words.line !== line) return false;
    // YAML allows 1,024 characters.
    if (this.#words.column - column > 1000) throw UNCERTAIN;
    return true;
  }

  #add(map: Record<string, unknown>, keys: string[], key: string, value: unknown): void {
    if (key in map || key === "__proto__") throw UNCERTAIN;
    map[key] = value;
    keys.push(key);
  }

  #open<Collection>(empty: Collection): Collection {
    this.#depth += 1;
    if (this.#depth >= MAX_DEPTH) throw UNCERTAIN;
    return empty;
  }

  #close<Collection>(full: Collection): Collection {
    this.#depth -= 1;
    return full;
  }

  #closeMap(map: object, keys: readonly string[]): object {
    if (keys.some((key) => /^\d/u.test(key))) this.keyOrders.set(map, keys);
    return this.#close(map);
  }

  #take(): string {
    const { source } = this.#words;
    this.#words.next();
    return source;
  }
}

function textOf(kind: WordKind, source: string): string {
  const key = scalarOf(kind, source);
  if (typeof key !== "string" || source === "<<") throw UNCERTAIN;
  return key;
}

const EMPTY = /^(?:~|null|Null|NULL)?$/u;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/u;

const ANY_NUMBER = /^(?:[-+]?(?:\.\d+|\d+\.?\d*)(?:e[-+]?\d+)?|0[ox][\da-f]+|[-+]?\.(?:inf|nan))$/iu;

/** The value of a scalar by YAML's core schema. */
function scalarOf(kind: WordKind, source: string): unknown {
  if (kind === "quoted") return quotedOf(source);
  if (kind !== "plain") throw UNCERTAIN;
  if (EMPTY.test(source)) return null;
  if (BOOLEAN.test(source)) return source.toLowerCase() === "true";
  // More digits could be rounded, other forms of numbers are rare.
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(source) && source.length <= 15) return Number(source);
  if (ANY_NUMBER.test(source)) throw UNCERTAIN;
  const isOneWord = /^[a-z]/iu.test(source) && !source.includes("\n");
  return isOneWord ? source : resolve({ type: "scalar", offset: 0, indent: 0, source });
}

function quotedOf(source: string): unknown {
  const quote = source.charAt(0);
  if (source.length < 2 || !source.endsWith(quote) || source.includes("\n")) throw UNCERTAIN;
  const inner = source.slice(1, -1);
  if (!inner.includes(quote === '"' ? "\\" : "'")) return inner;
  const type = quote === '"' ? "double-quoted-scalar" : "single-quoted-scalar";
  const value = resolve({ type, offset: 0, indent: 0, source });
  // Half of a surrogate pair is an error of a plan.
  if (/\p{Cs}/u.test(value)) throw UNCERTAIN;
  return value;
}

/** The text of a scalar of several lines, or with escapes, as `yaml` reads it. */
function resolve(token: CST.FlowScalar | CST.BlockScalar): string {
  const scalar = CST.resolveAsScalar(token as CST.BlockScalar, true, () => {
    throw UNCERTAIN;
  });
  return scalar?.value ?? "";
}
