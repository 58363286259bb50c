const INDENTATION = "  ";

/**
 * Writes code, and knows how far in a line begins. Text of several lines is indented as a whole.
 *
 * Own code, because the printers for this follow strings and comments character by character, which took a fifth of the time
 * of generating.
 */
export class CodeWriter {
  #text = "";
  #depth = 0;
  #isLineStart = true;
  /** Whether the line ends before anything else is written: a block may be the end of one. */
  #isLineOver = false;

  /** Appends to the line. */
  write(text: string): this {
    if (this.#isLineOver) this.newLine();
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#append(text.slice(start, end));
      this.newLine();
      start = end + 1;
    }
    this.#append(start === 0 ? text : text.slice(start));
    return this;
  }

  /** Writes lines of their own. */
  writeLine(text: string): this {
    return this.#endLine().write(text).newLine();
  }

  newLine(): this {
    this.#text += "\n";
    this.#isLineStart = true;
    this.#isLineOver = false;
    return this;
  }

  /** Ends the line, if there is one, and leaves one empty. */
  blankLine(): this {
    return this.#endLine().newLine();
  }

  /** Braces around what a function writes. The line goes on behind them. */
  inlineBlock(write: () => void): this {
    return this.write("{").newLine().indented(write).#endLine().write("}");
  }

  /** What a function writes stands one step further in. */
  indented(write: () => void): this {
    this.#depth += 1;
    write();
    this.#depth -= 1;
    return this;
  }

  /** Braces around what a function writes. They end the line. */
  block(write: () => void): this {
    this.inlineBlock(write);
    this.#isLineOver = true;
    return this;
  }

  /** The code so far. */
  toString(): string {
    return this.#text;
  }

  #append(text: string): void {
    if (text === "") return;
    this.#text += this.#isLineStart ? INDENTATION.repeat(this.#depth) + text : text;
    this.#isLineStart = false;
  }

  #endLine(): this {
    return this.#isLineStart && !this.#isLineOver ? this : this.newLine();
  }
}
