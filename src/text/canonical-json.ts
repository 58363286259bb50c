import { byCodeUnit } from "./order.ts";
import { quoteString } from "./quote.ts";

/**
 * JSON of a value, always the same for the same value: keys sorted by code unit, two spaces of indentation,
 * invisible and direction-changing characters escaped, one final line end.
 *
 * @param value - plain objects, arrays, strings, finite numbers, booleans and null; a key whose value is `undefined`
 *   is left out; {@link WrittenJson} for what was written before
 * @throws TypeError for anything else, such as a function
 * @example canonicalJson({ b: [1], a: {} }) // '{\n  "a": {},\n  "b": [\n    1\n  ]\n}\n'
 */
export function canonicalJson(value: unknown): string {
  return `${write(value, "")}\n`;
}

/** A value whose JSON is written once, however many times it is a part of another: see {@link canonicalJson}. */
export class WrittenJson {
  readonly #value: unknown;
  /** By the indentation of where it stands. */
  readonly #texts = new Map<string, string>();

  /** @param value - as {@link canonicalJson} takes it; not to be changed any more */
  constructor(value: unknown) {
    this.#value = value;
  }

  /** @throws TypeError as {@link canonicalJson} does. */
  at(indentation: string): string {
    const text = this.#texts.get(indentation) ?? write(this.#value, indentation);
    this.#texts.set(indentation, text);
    return text;
  }
}

function write(value: unknown, indentation: string): string {
  if (value instanceof WrittenJson) return value.at(indentation);
  const inner = `${indentation}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => `${inner}${write(item, inner)}`);
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indentation}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([key, member]) => `${inner}${quoteString(key)}: ${write(member, inner)}`);
    return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indentation}}`;
  }
  if (typeof value === "string") {
    return quoteString(value);
  }
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  throw new TypeError(`JSON cannot hold a value of type ${typeof value}.`);
}
