import type { Files, Io } from "../io.ts";

/**
 * The machine as it would be with another text in one file: to see what a change would do before it is made.
 *
 * @param paths - the ways that the file is known by, absolute
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
