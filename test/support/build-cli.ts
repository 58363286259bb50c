import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram } from "./command-line.ts";

/**
 * Builds the package once for all tests that run its command line in processes of its own, where compiling it at each start would
 * take longer than what it does there, and for those that compile against its declarations. The compiler is the quickest there is;
 * the package's own build has a test of its own.
 */
export async function setup(): Promise<() => void> {
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  // Of this run alone: another may be going on. The workers that run the tests have the variable, too.
  const folder = mkdtempSync(join(cache, "tracking-plan-"));
  process.env["TEST_BUILD"] = folder;
  cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
  // The package brings its sources along: some are placed into what is generated.
  cpSync(join(ROOT, "src"), join(folder, "src"), { recursive: true });
  const compiler = join(ROOT, "node_modules/typescript-7/bin/tsc");
  // Types are checked elsewhere: a test can be run while they do not agree.
  const options = ["--noCheck", "--outDir", join(folder, "dist"), "--declarationMap", "false"];
  const { code, stdout } = await runProgram(
    [process.execPath, compiler, "-p", "scripts/tsconfig.build.json", ...options],
    { cwd: ROOT },
  );
  if (code !== 0) throw new Error(`The command line cannot be built:\n${stdout}`);
  return () => rmSync(folder, { recursive: true, force: true });
}
