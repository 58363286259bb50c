import { createRequire } from "node:module";
import { join } from "node:path";
import { type Io, UsageError } from "./io.ts";
import { findPackageManager } from "./node-project.ts";

/** An optional peer: a package that few commands need, and that users install themselves. */
interface Peer {
  readonly name: string;
  /** What needs it, as the beginning of a sentence. */
  readonly what: string;
}

/**
 * Finds an optional peer as the project has it, else beside this package.
 *
 * @param folder - where the project's packages are looked for, upwards; absolute
 * @param root - of the project, absolute
 * @param load - loads it with the `require` of that place
 * @throws UsageError if it is not installed
 */
export async function loadPeer<Loaded>(
  { name, what }: Peer,
  { folder, root, io }: { readonly folder: string; readonly root: string; readonly io: Io },
  load: (require: NodeJS.Require) => Loaded,
): Promise<Loaded> {
  for (const from of [join(folder, "package.json"), import.meta.url]) {
    try {
      return load(createRequire(from));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  const { add } = await findPackageManager(folder, root, io);
  const dev = add.startsWith("npm") ? `${add} --save-dev` : `${add} -D`;
  throw new UsageError(
    `${what} needs the package \`${name}\`, which is not installed.`,
    `Install it: \`${dev} ${name}\`.`,
  );
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED")
  );
}
