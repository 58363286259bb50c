import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Pointer } from "../../plan/property.ts";
import { didYouMean } from "../../text/words.ts";
import type { Finding, Range, Report } from "../report.ts";
import { quote, thousands } from "../words.ts";
import { findInexact } from "./exact-number.ts";
import {
  type AliasTargets,
  follow,
  isMergeKey,
  MAX_DEPTH,
  rangeOf,
  textOfKey,
  type YamlNode,
} from "./yaml.ts";

/** The limit of values that aliases add; 1,000 events that share a dozen properties add a tenth of it. */
const MAX_ALIASED_VALUES = 250_000;

/** The data of a value that could not be read, which was reported. */
const UNREADABLE = undefined;

/**
 * A YAML document as plain data: maps without a prototype, lists and scalars. Reports keys that are not strings or are
 * repeated, and aliases and merge keys that are invalid.
 *
 * @param rounds - whether numbers may be rounded, as JSON's are: limits in the schemas of others exceed those of JavaScript
 * @returns the data and the targets of aliases; `data` is `undefined` if the document cannot be read
 */
export function toData(
  root: YamlNode | null,
  report: Report,
  { rounds = false }: { readonly rounds?: boolean } = {},
): {
  readonly data: unknown;
  readonly targets: AliasTargets;
  readonly keyOrders: KeyOrders;
  readonly anchors: Anchors;
} {
  const reader = new DataReader(report, rounds);
  const data = reader.readRoot(root);
  const { targets, keyOrders } = reader;
  return { data, targets, keyOrders, anchors: reader.anchors() };
}

/** The places of a file's anchors, by name. */
export type Anchors = ReadonlyMap<string, Range>;

/**
 * The author's order of a map's keys, for maps with keys such as `10`: JavaScript objects put those first, in numeric
 * order.
 */
export type KeyOrders = Pick<WeakMap<object, readonly string[]>, "get" | "has">;

/** The finding for a file that is nested too deeply. */
export function tooDeep(at: Pointer, range: Range): Finding {
  return {
    code: "yaml-too-deep",
    at,
    range,
    message: `The file is nested deeper than ${MAX_DEPTH} levels.`,
    hint: "Use a property of type `json`, which accepts any JSON.",
  };
}

/** Escapes such as `"\ud800"` make text that UTF-8 cannot encode: generated files would never match those on disk. */
function isHalfCharacter({ type, value }: Scalar): boolean {
  return type === "QUOTE_DOUBLE" && typeof value === "string" && /\p{Cs}/u.test(value);
}

function halfCharacter(at: Pointer, range: Range): Finding {
  return {
    code: "wrong-value",
    at,
    range,
    message: "The string contains half of a surrogate pair, which UTF-8 cannot encode.",
    hint: "Write the character itself, or both halves of its escape.",
  };
}

/** What is wrong with a number that a generated file could not hold: JSON has no infinity, and JavaScript rounds. */
function findNumberFault(node: Scalar, at: Pointer, rounds: boolean): Finding | undefined {
  const { value, source } = node;
  if (typeof value !== "number" || source === undefined) return undefined;
  if (/^[-+]?\.(?:inf|nan)$/iu.test(source)) {
    return {
      code: "wrong-value",
      at,
      range: rangeOf(node),
      message: `${quote(source)} is not a finite number.`,
      hint: "Write a number with digits, or remove the key.",
    };
  }
  const inexact = rounds ? undefined : findInexact(source, value);
  return inexact && { code: "wrong-value", at, range: rangeOf(node), ...inexact };
}

class AliasLimit extends Error {}

class DataReader {
  readonly targets: AliasTargets = new WeakMap();
  readonly keyOrders = new WeakMap<object, readonly string[]>();
  readonly #report: Report;
  readonly #rounds: boolean;
  readonly #anchors = new Map<string, YamlNode>();
  /** The nodes being read, from the root on, to find an alias inside its own anchor. */
  readonly #open = new Set<YamlNode>();
  /** The outermost alias being read: the one to report for too many values. */
  #outermost: { readonly alias: YamlNode; readonly at: Pointer } | undefined;
  #aliasedValues = 0;

  constructor(report: Report, rounds: boolean) {
    this.#report = report;
    this.#rounds = rounds;
  }

  readRoot(root: YamlNode | null): unknown {
    try {
      return this.#read(root, []);
    } catch (error) {
      if (error instanceof AliasLimit) return UNREADABLE;
      throw error;
    }
  }

  anchors(): Anchors {
    return new Map([...this.#anchors].map(([name, node]) => [name, rangeOf(node)]));
  }

  #read(node: YamlNode | null, at: Pointer): unknown {
    if (node === null) return null;
    if (isAlias(node)) return this.#readAlias(node, at);
    if (this.#outermost !== undefined) this.#countAliased(this.#outermost);
    else if ("anchor" in node && typeof node.anchor === "string") this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#readScalar(node, at);
    if (at.length > MAX_DEPTH) return this.#refuseDepth(node, at);
    this.#open.add(node);
    const value = isMap(node) ? this.#readMap(node, at) : this.#readList(node as YAMLSeq, at);
    this.#open.delete(node);
    return value;
  }

  #readScalar(node: Scalar, at: Pointer): unknown {
    const fault = isHalfCharacter(node)
      ? halfCharacter(at, rangeOf(node))
      : findNumberFault(node, at, this.#rounds);
    if (fault === undefined) return node.value;
    this.#report.add(fault);
    return UNREADABLE;
  }

  #readAlias(alias: YamlNode & { source: string }, at: Pointer): unknown {
    const target = this.targets.get(alias) ?? this.#anchors.get(alias.source);
    if (target === undefined || this.#open.has(target)) {
      const circular = target !== undefined;
      this.#report.add({
        code: circular ? "anchor-cycle" : "anchor-unknown",
        at,
        anchor: circular ? undefined : alias.source,
        range: rangeOf(alias),
        message: circular
          ? `\`*${alias.source}\` is inside its own anchor \`&${alias.source}\`.`
          : `There is no anchor \`&${alias.source}\` before this alias.`,
        hint: circular
          ? undefined
          : (didYouMean(alias.source, this.#anchors.keys()) ??
            "Put a string that starts with `*` in quotes."),
      });
      return UNREADABLE;
    }
    this.targets.set(alias, target);
    if (this.#outermost !== undefined) return this.#read(target, at);
    this.#outermost = { alias, at };
    const value = this.#read(target, at);
    this.#outermost = undefined;
    return value;
  }

  #countAliased({ alias, at }: { readonly alias: YamlNode; readonly at: Pointer }): void {
    this.#aliasedValues += 1;
    if (this.#aliasedValues <= MAX_ALIASED_VALUES) return;
    this.#report.add({
      code: "alias-bomb",
      at,
      range: rangeOf(alias),
      message: `The file's aliases expand to more than ${thousands(MAX_ALIASED_VALUES)} values.`,
      hint: "Name shared `properties` instead of nesting aliases.",
    });
    throw new AliasLimit();
  }

  #refuseDepth(node: YamlNode, at: Pointer): undefined {
    this.#report.add(tooDeep(at, rangeOf(node)));
    return UNREADABLE;
  }

  #readList(list: YAMLSeq, at: Pointer): unknown[] {
    return list.items.map((item, index) => this.#read(item as YamlNode | null, [...at, index]));
  }

  #readMap(map: YAMLMap, at: Pointer): Record<string, unknown> {
    const data: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const keys = new Map<string, YamlNode>();
    const merges: Pair[] = [];
    for (const pair of map.items as Pair[]) {
      if (isMergeKey(pair)) {
        merges.push(pair);
        continue;
      }
      const key = this.#readKey(pair, map, at);
      const keyNode = pair.key as YamlNode;
      if (key === undefined || this.#refuseKey(key, keyNode, keys, at)) continue;
      keys.set(key, keyNode);
      data[key] = this.#read(pair.value as YamlNode | null, [...at, key]);
    }
    for (const pair of merges) this.#merge(pair, data, at);
    const names = Object.keys(data);
    if (names.some((name) => /^\d/u.test(name))) {
      this.keyOrders.set(data, [...new Set([...keys.keys(), ...names])]);
    }
    return data;
  }

  /** The text of a key. Reports one that is not a string. */
  #readKey(pair: Pair, map: YAMLMap, at: Pointer): string | undefined {
    const text = textOfKey(pair.key);
    const key = pair.key as YamlNode | null;
    if (text !== undefined) {
      if (!isScalar(key)) return text;
      const { anchor, tag, range } = key;
      const mark = anchor === undefined ? tag : `&${anchor}`;
      if (isHalfCharacter(key)) this.#report.add(halfCharacter([...at, text], rangeOf(key)));
      else if (mark === undefined) return text;
      else {
        this.#refuseMark(mark, { text, at, range: range ? [range[0], range[1]] : undefined });
      }
      return undefined;
    }
    // Without braces, a map can only be a key behind `?`.
    const inner = isMap(key) && key.flow !== true ? (key.items[0]?.key as YamlNode) : undefined;
    const begin = textOfKey(inner);
    if (inner !== undefined && begin !== undefined) {
      this.#refuseMark("?", { text: begin, at, range: rangeOf(inner) });
      return undefined;
    }
    // A list of lines can only be the key of a faulty file, and was told as that.
    if (isSeq(key) && key.flow !== true && this.#report.errorCount() > 0) return undefined;
    const written = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
    this.#report.add({
      code: "key-not-text",
      at: [...at, written ?? ""],
      range: key === null ? rangeOf(map) : rangeOf(key),
      message: written ? `The key \`${written}\` is not a string.` : "A key is not a string.",
      hint: written ? `Put it in quotes: \`"${written}"\`.` : "Put the key in quotes.",
    });
    return undefined;
  }

  #refuseMark(
    mark: string,
    { text, at, range }: { readonly text: string; readonly at: Pointer; readonly range: Range | undefined },
  ): void {
    this.#report.add({
      code: "key-not-text",
      at: [...at, text],
      range,
      message: `YAML reads \`${mark}\` before ${quote(text)} as a mark and not as a part of the key.`,
      hint: `Put it in quotes: \`${JSON.stringify(`${mark} ${text}`)}\`.`,
    });
  }

  #refuseKey(key: string, node: YamlNode, keys: ReadonlyMap<string, YamlNode>, at: Pointer): boolean {
    const first = keys.get(key);
    if (first !== undefined) {
      this.#report.add({
        code: "duplicate-key",
        at: [...at, key],
        range: rangeOf(node),
        message: `The key \`${key}\` is repeated in this map.`,
        hint: "Remove or rename one of them.",
        related: [{ at: [...at, key], range: rangeOf(first), message: "The first is here." }],
      });
      return true;
    }
    // Code that copies a map with this key would change its prototype.
    if (key !== "__proto__") return false;
    this.#report.add({
      code: "name-reserved",
      at: [...at, key],
      range: rangeOf(node),
      message: "`__proto__` is reserved by JavaScript.",
      hint: "Choose another name.",
    });
    return true;
  }

  /** Adds the keys that the map does not have itself; of several merged maps the first wins. */
  #merge(pair: Pair, data: Record<string, unknown>, at: Pointer): void {
    const value = pair.value as YamlNode | null;
    const aliases = isSeq(value) ? (value.items as YamlNode[]) : [value];
    for (const alias of aliases) {
      const merged = this.#read(alias, [...at, "<<"]);
      const source = follow(alias, this.targets);
      if (isMap(source)) {
        for (const [key, inner] of Object.entries(merged as Record<string, unknown>)) {
          if (!(key in data)) data[key] = inner;
        }
      } else if (!this.#report.isBroken([...at, "<<"])) {
        this.#report.add({
          code: "merge-not-map",
          at: [...at, "<<"],
          range: rangeOf((alias ?? pair.key) as YamlNode),
          message: "The value of the merge key `<<` must be an alias of a map, or a list of those.",
          hint: "Use the alias of an anchor that is on a map.",
        });
      }
    }
  }
}
