import type regjsparser from "regjsparser";

/** Syntax of regular expressions that is parsed. */
export const SYNTAX = { lookbehind: true, namedGroups: true, unicodePropertyEscape: true } as const;

export type RegExpNode = regjsparser.AstNode<typeof SYNTAX>;

/** Code points from one to another, both included, in ascending order and apart from one another. */
export type Ranges = readonly (readonly [from: number, to: number])[];

const LAST = 0x10ffff;

const DIGITS: Ranges = [[0x30, 0x39]];
const WORD: Ranges = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const LINE_BREAKS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

/** A part of a regular expression that matches one character. */
type OneCharacter = Extract<
  RegExpNode,
  { type: "value" | "dot" | "characterClass" | "characterClassEscape" | "unicodePropertyEscape" }
>;

/** The code points that a part of a regular expression with flag `u` matches. */
export function rangesOf(node: OneCharacter, flags: string): Ranges {
  if (node.type === "dot" && !flags.includes("s")) return complement(LINE_BREAKS);
  const plain = plainRanges(node);
  if (plain === undefined) return scan(node.raw, flags);
  if (!flags.includes("i")) return plain.isNegated ? complement(plain.ranges) : plain.ranges;
  const all = withOtherCase(plain.ranges);
  if (all === undefined) return scan(node.raw, flags);
  return plain.isNegated ? complement(all) : all;
}

/** What needs no tables of Unicode. */
function plainRanges(node: RegExpNode): { readonly ranges: Ranges; readonly isNegated: boolean } | undefined {
  switch (node.type) {
    case "value":
      return { ranges: [[node.codePoint, node.codePoint]], isNegated: false };
    case "dot":
      return { ranges: [[0, LAST]], isNegated: false };
    case "characterClassRange":
      return { ranges: [[node.min.codePoint, node.max.codePoint]], isNegated: false };
    case "characterClassEscape": {
      const ranges = { d: DIGITS, w: WORD }[node.value.toLowerCase()];
      return ranges && { ranges, isNegated: node.value !== node.value.toLowerCase() };
    }
    case "characterClass": {
      const parts: Ranges[number][] = [];
      for (const part of node.body) {
        const found = plainRanges(part);
        if (found === undefined || found.isNegated) return undefined;
        parts.push(...found.ranges);
      }
      return { ranges: union(parts), isNegated: node.negative };
    }
    default:
      return undefined;
  }
}

/** With the letters of the other case. Undefined where that is more than ASCII tells. */
function withOtherCase(ranges: Ranges): Ranges | undefined {
  if (ranges.some(([, to]) => to > 0x7f)) return undefined;
  const others = ranges.flatMap(([from, to]): Ranges => {
    const upper = shared([from, to], [0x41, 0x5a]).map(([a, b]) => [a + 32, b + 32] as const);
    const lower = shared([from, to], [0x61, 0x7a]).map(([a, b]) => [a - 32, b - 32] as const);
    return [...upper, ...lower];
  });
  const all = union([...ranges, ...others]);
  // The two characters beyond ASCII whose lower case is an ASCII letter: the long s, and the sign for Kelvin.
  const has = (letter: number): boolean => all.some(([from, to]) => from <= letter && letter <= to);
  return [
    ...all,
    ...(has(0x73) ? [[0x17f, 0x17f] as const] : []),
    ...(has(0x6b) ? [[0x212a, 0x212a] as const] : []),
  ];
}

const scanned = new Map<string, Ranges>();

/** By trying every code point, which takes a tenth of a second. */
function scan(source: string, flags: string): Ranges {
  const key = `${flags} ${source}`;
  let ranges = scanned.get(key);
  if (ranges === undefined) {
    const one = new RegExp(`^${source}$`, flags);
    const found: [number, number][] = [];
    for (let codePoint = 0; codePoint <= LAST; codePoint += 1) {
      if (!one.test(String.fromCodePoint(codePoint))) continue;
      const last = found.at(-1);
      if (last?.[1] === codePoint - 1) last[1] = codePoint;
      else found.push([codePoint, codePoint]);
    }
    ranges = found;
    scanned.set(key, ranges);
  }
  return ranges;
}

/** The code points of both. */
export function intersection(a: Ranges, b: Ranges): Ranges {
  const both: Ranges[number][] = [];
  let first = 0;
  let second = 0;
  while (first < a.length && second < b.length) {
    const one = a[first]!;
    const other = b[second]!;
    both.push(...shared(one, other));
    // The one that ends first has nothing in common with what follows.
    if (one[1] < other[1]) first += 1;
    else second += 1;
  }
  return both;
}

function shared([a, b]: Ranges[number], [c, d]: Ranges[number]): Ranges {
  const from = Math.max(a, c);
  const to = Math.min(b, d);
  return from <= to ? [[from, to]] : [];
}

function union(ranges: Ranges): Ranges {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function complement(ranges: Ranges): Ranges {
  const starts = [0, ...ranges.map(([, to]) => to + 1)];
  const ends = [...ranges.map(([from]) => from - 1), LAST];
  return starts.flatMap((from, index) => (from <= ends[index]! ? [[from, ends[index]!] as const] : []));
}
