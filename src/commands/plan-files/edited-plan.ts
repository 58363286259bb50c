import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Files, type Io, UsageError } from "../io.ts";

/**
 * The text of a plan that is going to be changed.
 *
 * @throws UsageError if it is not UTF-8
 */
export function planTextOf(bytes: Buffer, file: string): string {
  const text = bytes.toString("utf8");
  if (Buffer.from(text).equals(bytes)) return text;
  throw new UsageError(`Cannot add to ${file}: it is not UTF-8 text.`);
}

/** The diagnostics that the new text adds. */
export function newFaults(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
): readonly Diagnostic[] {
  const known = new Set(before.map(idOf));
  return after.filter((diagnostic) => !known.has(idOf(diagnostic)));
}

function idOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

/**
 * The same machine with another text in one file, to check a change before it is written.
 *
 * @param paths - all paths of the file, absolute
 */
export function withText(
  io: Io,
  { paths, text }: { readonly paths: readonly string[]; readonly text: string },
): Io {
  const bytes = Buffer.from(text);
  const readFile = (async (path: string, ...rest: []) =>
    paths.includes(path) ? bytes : io.files.readFile(path, ...rest)) as Files["readFile"];
  return { ...io, files: { ...io.files, readFile } };
}
