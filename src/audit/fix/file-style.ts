import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";

/** How a file writes code. */
export interface FileStyle {
  readonly newline: "\n" | "\r\n";
  readonly quote: '"' | "'";
  readonly semicolon: ";" | "";
  /** What stands inside of the braces of a list on one line. */
  readonly padding: " " | "";
}

/** The style of a file, by its first import or require, else by its text. */
export function fileStyleOf(source: ts.SourceFile, { ts }: Pick<Code, "ts">): FileStyle {
  const { text, statements } = source;
  const first =
    statements.find(ts.isImportDeclaration) ?? statements.find(ts.isVariableStatement) ?? statements[0];
  const specifier =
    first && ts.isImportDeclaration(first) ? first.moduleSpecifier.getText(source)[0] : undefined;
  const prefersSingle = text.split("'").length > text.split('"').length;
  return {
    newline: /\r?\n/u.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n",
    quote: (specifier === undefined ? prefersSingle : specifier === "'") ? "'" : '"',
    semicolon: first === undefined || first.getText(source).endsWith(";") ? ";" : "",
    padding: /^(?:import|const)\s*\{\S/mu.test(text) ? "" : " ",
  };
}
