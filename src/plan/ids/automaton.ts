import regjsparser from "regjsparser";
import { type Ranges, rangesOf, type RegExpNode, SYNTAX } from "./character-ranges.ts";

/** Most steps of building. A pattern of 1,000 characters without nested counts stays far below. */
const MAX_STEPS = 30_000;

/** A part of a regular expression; a `RegExp` is one. */
export type RegExpPart = Pick<RegExp, "source" | "flags">;

/** A state: on one of the characters, or without a character, to each of the next states. */
export interface State {
  readonly characters?: Ranges;
  /** Where the expression goes on only at a place of the text; `sometimes` is a place that depends on what is around it. */
  readonly holds?: "start" | "end" | "sometimes";
  readonly next: readonly number[];
}

/** The automaton of a regular expression, after Thompson. */
export interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
  /** The one state that ends a match. */
  readonly end: number;
}

/**
 * The automaton of regular expressions that follow one another. Look-arounds, `\b`, `^` and `$` are steps without a character,
 * which accept more than the expressions do: {@link State.holds} says where.
 * Undefined for what is larger than the limit, or needs a reference back.
 *
 * @param parts - with flag `u`
 */
export function automatonOf(parts: readonly RegExpPart[]): Automaton | undefined {
  const states: State[] = [];
  let steps = 0;

  const add = (state: State): number => states.push(state) - 1;

  /** Builds a part before a state that is there. Gives the state that it starts in. */
  function build(node: RegExpNode, flags: string, next: number): number {
    steps += 1;
    if (steps > MAX_STEPS) throw new TooLarge();
    const before = (body: RegExpNode, end: number): number => build(body, flags, end);
    switch (node.type) {
      case "alternative":
        return node.body.reduceRight((end, part) => before(part, end), next);
      case "disjunction":
        return add({ next: node.body.map((choice) => before(choice, next)) });
      case "group":
        if (node.behavior !== "normal" && node.behavior !== "ignore") {
          return add({ holds: "sometimes", next: [next] });
        }
        return node.body.reduceRight((end, part) => before(part, end), next);
      case "quantifier": {
        const [body] = node.body;
        let start = next;
        if (node.max === undefined) {
          const again: number[] = [];
          start = add({ next: again });
          again.push(before(body, start), next);
        } else {
          for (let count = node.min; count < node.max; count += 1) {
            start = add({ next: [before(body, start), next] });
          }
        }
        for (let count = 0; count < node.min; count += 1) start = before(body, start);
        return start;
      }
      case "anchor": {
        const { kind } = node;
        return add({ holds: kind === "start" || kind === "end" ? kind : "sometimes", next: [next] });
      }
      case "reference":
        throw new TooLarge();
      case "characterClassRange":
        return next; // Only within a class.
      default:
        return add({ characters: rangesOf(node, flags), next: [next] });
    }
  }

  try {
    const end = add({ next: [] });
    const start = parts.reduceRight(
      (next, { source, flags }) => build(regjsparser.parse(source, "u", SYNTAX), flags, next),
      end,
    );
    return { states, start, end };
  } catch {
    return undefined; // Too large, or of a syntax that the parser does not know.
  }
}

class TooLarge extends Error {}
