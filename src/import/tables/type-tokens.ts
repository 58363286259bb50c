/** A word or a sign of a type. */
export interface Token {
  readonly kind: "word" | "number" | /** In quotes, which are left out. */ "text" | "mark";
  readonly text: string;
}

/** Straight and typographic quotes: spreadsheets make the second of the first. */
const TOKEN =
  /"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)'|[“”„](?<typographic>[^“”„\n]*)[“”]|[‘’](?<half>[^‘’\n]*)[‘’]|(?<number>-?\d+(?:\.\d+)?)(?![\p{L}\p{N}_])|(?<word>[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$.+-]*)|(?<mark>[^\s])/gu;

/** @example tokenize("'a' | number[]") // text a, mark |, word number, mark [, mark ] */
export function tokenize(text: string): readonly Token[] {
  return Array.from(text.matchAll(TOKEN), ({ groups = {} }): Token => {
    const quoted = groups["double"] ?? groups["single"] ?? groups["typographic"] ?? groups["half"];
    if (quoted !== undefined) return { kind: "text", text: quoted };
    if (groups["number"] !== undefined) return { kind: "number", text: groups["number"] };
    return groups["word"] === undefined
      ? { kind: "mark", text: groups["mark"] ?? "" }
      : { kind: "word", text: groups["word"] };
  });
}
