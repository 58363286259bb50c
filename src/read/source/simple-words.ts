import { Lexer } from "yaml";

/** Thrown where only `yaml` knows. */
export const UNCERTAIN = Symbol("not simple YAML");

export type WordKind = "plain" | "quoted" | "block-header" | "block-text" | Mark | "end";

export type Mark = ":" | "-" | "[" | "]" | "{" | "}" | ",";

/** What the lexer puts before a document and before a scalar without quotes. */
const [DOCUMENT, SCALAR] = ["\u0002", "\u001f"];

/** The lexer's words without space and comments, one at a time. */
export class Words {
  kind: WordKind = "end";
  source = "";
  /** From 0, as columns; both are -1 at the end of the text, where every collection ends. */
  line = -1;
  column = -1;
  /** Where the word begins in the text, and where the one before it ended. */
  offset = 0;
  lastEnd = 0;
  readonly #words: Iterator<string, unknown>;
  #lineAhead = 0;
  #columnAhead = 0;
  #offsetAhead = 0;
  /** Where a comment may begin. */
  #isAfterSpace = true;
  #isInDocument = false;

  constructor(text: string) {
    this.#words = new Lexer().lex(text);
    this.next();
  }

  next(): void {
    this.lastEnd = this.#offsetAhead;
    for (;;) {
      const word = this.#words.next();
      if (word.done === true) {
        [this.kind, this.source, this.line, this.column] = ["end", "", -1, -1];
        return;
      }
      if (!this.#skip(word.value)) {
        this.#read(word.value);
        return;
      }
    }
  }

  /** Whether a word says nothing: space, the end of a line, a comment or the start of the document. */
  #skip(word: string): boolean {
    if (word === "\n" || word === "\r\n") {
      this.#lineAhead += 1;
      this.#columnAhead = 0;
      this.#offsetAhead += word.length;
    } else if (word[0] === " " && !word.includes("\t")) {
      this.#columnAhead += word.length;
      this.#offsetAhead += word.length;
    } else if (word[0] === "#" && this.#isAfterSpace) {
      this.#offsetAhead += word.length;
      return true;
    } else {
      if (word !== DOCUMENT || this.#isInDocument) return word === "";
      this.#isInDocument = true;
    }
    this.#isAfterSpace = true;
    return true;
  }

  #read(word: string): void {
    this.kind = this.#kindOf(word);
    this.source = word === SCALAR ? String(this.#words.next().value) : word;
    this.line = this.#lineAhead;
    this.column = this.#columnAhead;
    this.offset = this.#offsetAhead;
    this.#offsetAhead += this.source.length;
    let lastLine = 0;
    for (let at = this.source.indexOf("\n"); at !== -1; at = this.source.indexOf("\n", lastLine)) {
      lastLine = at + 1;
      this.#lineAhead += 1;
      this.#columnAhead = 0;
    }
    this.#columnAhead += this.source.length - lastLine;
    this.#isAfterSpace = this.kind === "block-text";
  }

  #kindOf(word: string): WordKind {
    if (word === SCALAR) return this.kind === "block-header" ? "block-text" : "plain";
    if (word[0] === '"' || word[0] === "'") return "quoted";
    if (word[0] === "|" || word[0] === ">") return "block-header";
    if (word.length > 1 || !":-[]{},".includes(word)) throw UNCERTAIN;
    return word as Mark;
  }
}
