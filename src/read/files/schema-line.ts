/** A comment by which editors find the JSON Schema of a file: `# yaml-language-server: $schema=…`. */
export interface SchemaLine {
  /** Path or URL, as written. */
  readonly schema: string;
  /** From 1. */
  readonly line: number;
  /** Of the path, from 1 in UTF-16 code units. */
  readonly column: number;
  /** The whole line. */
  readonly source: string;
}

/** The schema line among the comments before the first content, as yaml-language-server finds it. */
export function findSchemaLine(text: string): SchemaLine | undefined {
  const comments = /^\uFEFF?(?:[ \t]*(?:#.*|---[ \t]*)?(?:\r?\n|$))*/u.exec(text)?.[0] ?? "";
  for (const [index, source] of comments.split(/\r?\n/u).entries()) {
    if (!/^\uFEFF?#\s+(?:yaml-language-server\s*:|\$schema:)/u.test(source)) continue;
    const schema = /\$schema(?:=|:\s*)(\S+)/u.exec(source)?.[1];
    if (schema === undefined) return undefined;
    return { schema, line: index + 1, column: source.indexOf(schema) + 1, source };
  }
  return undefined;
}
