import type { Range } from "../report.ts";
import type { PlacedValue } from "./locate.ts";

/** What a reader knows of a part of a map or a list when it has read it. */
export interface ReadPart {
  /** Absent for an item of a list. */
  readonly key?: Range;
  readonly value: unknown;
  /** Where the first word behind the part's mark begins. */
  readonly offset: number;
  /** Where the mark before the value ends, if there is one: a colon or a hyphen. */
  readonly mark?: number;
  /** Where the last word of the part ends. */
  readonly end: number;
}

/** Where the parts of maps and lists are, which hold no places themselves. */
export class SimplePlaces {
  readonly #text: string;
  readonly #parts = new WeakMap<object, Map<string, { readonly key: Range; readonly value: PlacedValue }>>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Adds a part of a collection, by its key or index. */
  add(collection: object, step: string | number, part: ReadPart): void {
    const known = this.#parts.get(collection) ?? new Map();
    this.#parts.set(collection, known);
    const value = this.place(part);
    known.set(String(step), { key: part.key ?? value.range, value });
  }

  /** A value whose own parts were added, or will be. */
  place(part: ReadPart): PlacedValue {
    const { value } = part;
    const isCollection = typeof value === "object" && value !== null;
    return {
      range: this.#rangeOf(part),
      scalar: isCollection ? undefined : { value },
      child: (step) => (isCollection ? this.#parts.get(value)?.get(String(step)) : undefined),
    };
  }

  #rangeOf({ value, offset, mark, end }: ReadPart): Range {
    if (end === mark) {
      // What is not there is behind the space that follows.
      let at = end;
      while (this.#text[at] === " ") at += 1;
      return [at, at];
    }
    const isBlock = typeof value === "object" && value !== null && !/[[{]/u.test(this.#text.charAt(offset));
    return [offset, isBlock ? Infinity : end];
  }
}
