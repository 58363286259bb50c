import headless from "@xterm/headless";

/** Rows that a screen has: more than any text that is looked at. */
const ROWS = 500;

/**
 * What a terminal shows in the end of all that was written to it: the terminal of VS Code, without a window. A line that
 * did not fit is continued in the next, as people see it.
 *
 * @param raw - with all control characters
 */
export async function screenOf(
  raw: string,
  { columns = 80 }: { readonly columns?: number } = {},
): Promise<string> {
  const terminal = new headless.Terminal({ cols: columns, rows: ROWS, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(raw, resolve));
  const lines = Array.from(
    { length: ROWS },
    (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? "",
  );
  terminal.dispose();
  return `${lines.join("\n").trimEnd()}\n`;
}
