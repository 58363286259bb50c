import { basename, dirname, join, relative, sep } from "node:path";
import type { Territory } from "../../read/territory.ts";
import type { FileAnswer, FolderEntry, PackageAnswer, PlanFiles } from "../../read/files/plan-files.ts";
import { leadsAstray } from "../output/forbidden-paths.ts";
import { describeSystemError, type Files, isSystemError } from "../io.ts";
import { displayPath, isInside, unlessMissing, withSlashes } from "../paths.ts";
import type { ProjectRoot } from "./project-root.ts";

/** What fits into memory. Parsing reports smaller files that are still too large. */
export const MAX_BYTES = 1_000_000_000;

interface Disk {
  /** Without links. */
  readonly root: ProjectRoot;
  readonly cwd: string;
}

/**
 * The plan files on disk. Links are resolved, and files outside the root are not even listed: a link in a pull
 * request must not reveal files of the machine. Of the machine's other files, only those of installed packages can be read.
 */
export function diskFiles(disk: Disk, files: Files): PlanFiles {
  return new FilesBelow(disk.root, disk, files);
}

/** The files of a folder: those of the repository or of a package, without what is in `.git` or `node_modules` there. */
class FilesBelow implements PlanFiles {
  readonly root: string;
  readonly territory: Territory;
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #files: Files;

  /** @param path - absolute and without links */
  constructor(
    { path, territory }: { readonly path: string; readonly territory: Territory },
    disk: Disk,
    files: Files,
  ) {
    this.root = withSlashes(relative(disk.root.path, path));
    this.territory = territory;
    this.#folder = path;
    this.#disk = disk;
    this.#files = files;
  }

  async list(folder: string): Promise<readonly FolderEntry[]> {
    const real = await unlessMissing(this.#files.realpath(join(this.#folder, folder)));
    if (real === undefined || leadsAstray(this.#folder, real)) return [];
    const entries = (await unlessMissing(this.#files.readdir(real, { withFileTypes: true }))) ?? [];
    return entries.flatMap((entry): readonly FolderEntry[] => {
      if (entry.isDirectory()) return [{ name: entry.name, kind: "folder" }];
      return entry.isFile() || entry.isSymbolicLink() ? [{ name: entry.name, kind: "file" }] : [];
    });
  }

  read(path: string): Promise<FileAnswer> {
    return unlessUnreadable(async () => {
      const real = await unlessMissing(this.#files.realpath(join(this.#folder, path)));
      if (real === undefined) return { kind: "missing" };
      if (leadsAstray(this.#folder, real)) return { kind: "outside" };
      const found = await this.#files.stat(real);
      // A pipe or a device may never end.
      if (!found.isFile()) {
        const reason = found.isDirectory() ? "it is a folder" : "it is not a regular file";
        return { kind: "unreadable", reason };
      }
      if (found.size > MAX_BYTES) return { kind: "unreadable", reason: "it is larger than 1 GB" };
      const bytes = await this.#files.readFile(real);
      const own = withSlashes(relative(this.#folder, real));
      return { kind: "file", path: own, name: displayPath(this.#disk.cwd, real), bytes };
    });
  }

  findPackage(name: string, folder: string): Promise<PackageAnswer> {
    return unlessUnreadable(async () => {
      for (let at = join(this.#folder, folder); ; at = dirname(at)) {
        const path = join(at, "node_modules", name);
        const real = basename(at) === "node_modules" ? undefined : await this.#folderAt(path);
        if (real !== undefined) return this.#isReadable(real, at) ? this.#open(real) : { kind: "outside" };
        if (dirname(at) === at) return { kind: "missing" };
      }
    });
  }

  /** The folder at a path, with links resolved. */
  async #folderAt(path: string): Promise<string | undefined> {
    const real = await unlessMissing(this.#files.realpath(path));
    return real !== undefined && (await this.#files.stat(real)).isDirectory() ? real : undefined;
  }

  /**
   * Whether a package that was found in the `node_modules` of `at` is inside the root, in `at`,
   * or installed: a link may lead from one `node_modules` to another, as those of pnpm do.
   */
  #isReadable(real: string, at: string): boolean {
    const steps = real.split(sep);
    if (steps.some((step) => step.toLowerCase() === ".git")) return false;
    const scope = steps.at(-2)?.startsWith("@") === true ? 1 : 0;
    return (
      isInside(this.#disk.root.path, real) ||
      isInside(at, real) ||
      steps.at(-2 - scope)?.toLowerCase() === "node_modules"
    );
  }

  async #open(folder: string): Promise<PackageAnswer> {
    const files = new FilesBelow({ path: folder, territory: "package" }, this.#disk, this.#files);
    const manifest = await files.read("package.json");
    if (manifest.kind !== "file") return { kind: "unreadable", reason: "it has no `package.json`" };
    const content = parseObject(manifest.bytes);
    if (content === undefined) return { kind: "unreadable", reason: "its `package.json` is not valid JSON" };
    const { version, exports } = content;
    return { kind: "package", version: typeof version === "string" ? version : undefined, exports, files };
  }
}

async function unlessUnreadable<Answer>(
  read: () => Promise<Answer>,
): Promise<Answer | { readonly kind: "unreadable"; readonly reason: string }> {
  try {
    return await read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: "unreadable", reason: describeSystemError(error) };
  }
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
