import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BUILT, ROOT, runProgram } from "./command-line.ts";

/**
 * Builds the command line once for all tests that run it in processes of its own: compiling it at each start would take
 * longer than what it does there. The compiler is the quickest there is; the package's own build has a test of its own.
 */
export async function setup(): Promise<void> {
  rmSync(BUILT, { recursive: true, force: true });
  mkdirSync(BUILT, { recursive: true });
  cpSync(join(ROOT, "package.json"), join(BUILT, "package.json"));
  const compiler = join(ROOT, "node_modules/typescript-7/bin/tsc");
  const options = ["--outDir", join(BUILT, "dist"), "--declaration", "false", "--declarationMap", "false"];
  const { code, stdout } = await runProgram(
    [process.execPath, compiler, "-p", "scripts/tsconfig.build.json", ...options],
    { cwd: ROOT },
  );
  if (code !== 0) throw new Error(`The command line cannot be built:\n${stdout}`);
}
