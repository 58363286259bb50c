import regjsparser from "regjsparser";

/** A sample character of each class. */
const CLASS_SAMPLES: Readonly<Record<string, string>> = { d: "1", D: "a", w: "a", W: "-", s: " ", S: "a" };

/** No sample is longer, in UTF-16 code units: a pattern such as `(a{999}){999}` gets none. */
const MAX_LENGTH = 2000;

/** Tried, in this order, where only a test can tell whether a character fits. */
const PRINTABLE = "a1A-_.: /éß日".split("").concat(printableAscii());

const FEATURES = { lookbehind: true, namedGroups: true, unicodePropertyEscape: true } as const;

type Node = regjsparser.AstNode<typeof FEATURES>;

/**
 * A short text that matches a pattern as a whole: first alternatives, least repetitions, at least `minLength` code
 * points where the pattern can be made longer. The same pattern gives the same text. `undefined` where the way is
 * too winding, such as around a look-ahead: the result is always tested.
 *
 * @example samplePattern("cs_[a-z0-9]{4}") // "cs_aaaa"
 */
export function samplePattern(pattern: string, minLength = 0): string | undefined {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  const tree = regjsparser.parse(pattern, "u", FEATURES);
  // More repetitions make longer texts; as many as asked for is always enough.
  for (const repetitions of [0, 1, minLength]) {
    const sample = sampleOf(tree, { repetitions, groups: [] });
    if ([...sample].length >= minLength && whole.test(sample)) return sample;
  }
  return undefined;
}

interface Walk {
  /** How often to repeat what may be repeated, at least. */
  readonly repetitions: number;
  /** What the capturing groups have matched so far, for references back to them. */
  readonly groups: string[];
}

function sampleOf(node: Node, walk: Walk): string {
  switch (node.type) {
    case "alternative":
      return node.body.map((part) => sampleOf(part, walk)).join("");
    case "disjunction":
      return sampleOf(node.body[0], walk);
    case "quantifier": {
      const times = Math.max(node.min, Math.min(walk.repetitions, node.max ?? walk.repetitions));
      // Inside what is repeated, once more is enough: repetitions of repetitions would multiply.
      const inner = times > 1 ? { ...walk, repetitions: Math.min(walk.repetitions, 1) } : walk;
      const body = sampleOf(node.body[0], inner);
      return body.repeat(Math.min(times, MAX_LENGTH)).slice(0, MAX_LENGTH);
    }
    case "group":
      return sampleGroup(node, walk);
    case "value":
      return String.fromCodePoint(node.codePoint);
    case "reference":
      return node.matchIndex === undefined ? "" : (walk.groups[node.matchIndex - 1] ?? "");
    case "characterClassEscape":
      return CLASS_SAMPLES[node.value] ?? "";
    case "dot":
      return "a";
    case "characterClass":
    case "unicodePropertyEscape":
      return sampleClass(node.raw);
    case "anchor":
    case "characterClassRange":
      return "";
    default:
      return node satisfies never;
  }
}

function sampleGroup(node: Extract<Node, { type: "group" }>, walk: Walk): string {
  if (node.behavior !== "normal" && node.behavior !== "ignore") return ""; // looks around, and takes nothing
  const place = node.behavior === "normal" ? walk.groups.push("") - 1 : undefined;
  const sample = node.body.map((part) => sampleOf(part, walk)).join("");
  if (place !== undefined) walk.groups[place] = sample;
  return sample;
}

/** The first likely character that a class takes, or else the first that it names. */
function sampleClass(raw: string): string {
  const one = new RegExp(`^${raw}$`, "u");
  return PRINTABLE.find((character) => one.test(character)) ?? firstOfClass(one);
}

function firstOfClass(one: RegExp): string {
  for (let codePoint = 0; codePoint <= 0xffff; codePoint += 1) {
    const character = String.fromCodePoint(codePoint);
    if (one.test(character)) return character;
  }
  return "";
}

function printableAscii(): string[] {
  return Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index));
}
