import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../import/importer.ts";
import { linesOf } from "../../read/source/locate.ts";
import { byCodeUnit } from "../../text/order.ts";
import { quote } from "../../text/words.ts";
import { leadsAstray } from "../output/forbidden-paths.ts";
import type { Io } from "../io.ts";
import { displayPath, unlessMissing } from "../paths.ts";
import type { ImportFormat } from "./formats.ts";

/** As many bytes are read in all, and as many files of a folder: enough for every plan, and read in seconds. */
const LIMITS = { bytes: 50_000_000, files: 10_000 };

interface Sources {
  readonly files: readonly SourceFile[];
  /** Why some cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads files to import. Of a folder, those whose names have one of the endings, sorted by path: links in it are not followed,
 * and those that lead out of it are reported.
 *
 * @throws A system error if a path does not exist or cannot be read.
 */
export async function readSources(
  paths: readonly string[],
  { endings, names }: Pick<ImportFormat, "endings" | "names">,
  io: Io,
): Promise<Sources> {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  let room = LIMITS.bytes;
  const found: string[] = [];
  const refuse = (path: string, message: string, hint: string): void =>
    void diagnostics.push(unreadable({ path: displayPath(io.cwd, path), text: "" }, 0, message, hint));
  const isSource = (name: string): boolean =>
    endings.some((ending) => name.toLowerCase().endsWith(ending)) || names?.test(name) === true;
  for (const given of paths) {
    const path = resolve(io.cwd, given);
    if (!(await io.files.stat(path)).isDirectory()) {
      found.push(path);
      continue;
    }
    const before = found.length;
    const list = async (folder: string, root: string): Promise<void> => {
      const entries = await io.files.readdir(folder, { withFileTypes: true });
      for (const entry of entries.toSorted((a, b) => byCodeUnit(a.name, b.name))) {
        const inner = join(folder, entry.name);
        if (entry.isSymbolicLink()) {
          const target = await unlessMissing(io.files.realpath(inner));
          if (target === undefined || leadsAstray(root, target))
            refuse(
              inner,
              "It is a link that leads out of the folder.",
              "Remove the link, or give the path of the file.",
            );
        } else if (entry.isDirectory()) {
          if (!entry.name.startsWith(".") && entry.name !== "node_modules") await list(inner, root);
        } else if (entry.isFile() && isSource(entry.name)) found.push(inner);
      }
    };
    await list(path, await io.files.realpath(path));
    if (found.length === before)
      refuse(
        path,
        `The folder has no file whose name ends with ${endings.map(quote).join(" or ")}.`,
        "Check the path and the format, or name the files.",
      );
  }
  if (found.length > LIMITS.files) {
    refuse(
      found[LIMITS.files]!,
      `There are ${found.length} files; the limit is ${LIMITS.files}.`,
      "Import fewer at once.",
    );
    return { files, diagnostics };
  }
  for (const path of found) {
    const stat = await io.files.stat(path);
    room -= stat.size;
    if (!stat.isFile()) {
      // A pipe or a device may never end.
      refuse(path, "It is not a regular file.", "Give the path of a file.");
    } else if (room < 0) {
      refuse(
        path,
        `With this file, there are more than ${LIMITS.bytes / 1e6} MB to read.`,
        "Check the path, or import fewer files at once.",
      );
      break;
    } else {
      const read = decode(displayPath(io.cwd, path), await io.files.readFile(path));
      if ("severity" in read) diagnostics.push(read);
      else files.push(read);
    }
  }
  return { files, diagnostics };
}

function decode(path: string, bytes: Uint8Array): SourceFile | Diagnostic {
  const text = new TextDecoder().decode(bytes);
  const nul = text.indexOf("\0");
  const isText = nul === -1 && (!text.includes("\u{fffd}") || isUtf8(bytes));
  if (isText) return { path, text };
  const at = nul === -1 ? text.indexOf("\u{fffd}") : nul;
  return unreadable(
    { path, text: text.slice(0, at + 1) },
    at,
    "The file is not UTF-8 text.",
    "Save it as UTF-8: in spreadsheets, export it as `CSV UTF-8`.",
  );
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function unreadable({ path, text }: SourceFile, at: number, message: string, hint: string): Diagnostic {
  return {
    code: "import-unreadable",
    severity: "error",
    message,
    hint,
    place: linesOf(path, text).placeOf([at, at + 1]),
  };
}
