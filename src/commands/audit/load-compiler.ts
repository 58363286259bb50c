import { createRequire } from "node:module";
import { join } from "node:path";
import type { Compiler } from "../../audit/project/compiler.ts";
import { findPackageManager } from "../node-project.ts";
import { type Io, UsageError } from "../io.ts";

/**
 * Loads ts-morph as the project has it: an optional peer, which only `audit` and `init --from-code` need.
 *
 * @param folder - where the project's packages are looked for, upwards; absolute
 * @param root - of the project, absolute
 * @throws UsageError if it is not installed
 */
export async function loadCompiler(folder: string, root: string, io: Io): Promise<Compiler> {
  for (const from of [join(folder, "package.json"), import.meta.url]) {
    try {
      return createRequire(from)("ts-morph") as Compiler;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  const { add } = await findPackageManager(folder, root, io);
  const dev = add.startsWith("npm") ? `${add} --save-dev` : `${add} -D`;
  throw new UsageError(
    "Reading source code needs the package `ts-morph`, which is not installed.",
    `Install it: \`${dev} ts-morph\`.`,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
}
