import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputSchema } from "../../src/commands/output-format.ts";
import { bundleCommandLine } from "./command-line.ts";
import { emitDeclarations } from "./declarations.ts";
import { buildLibrary } from "./library.ts";

/** Builds the package: all of the `dist/` in a folder. */
export async function buildPackage(folder: string): Promise<void> {
  const dist = join(folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  await buildLibrary(dist);
  emitDeclarations(dist);
  await bundleCommandLine(dist);
  writeFileSync(join(dist, "output.schema.json"), `${JSON.stringify(outputSchema())}\n`);
}
