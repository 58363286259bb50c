import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildPackage } from "../../scripts/build/build-package.ts";
import { ROOT } from "./command-line.ts";

/**
 * Builds the package once for all tests that run its command line in processes of its own, and for those that compile
 * against its declarations or run what it generates.
 */
export async function setup(): Promise<() => void> {
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  // Of this run alone: another may be going on. The workers that run the tests have the variable, too.
  const folder = mkdtempSync(join(cache, "tracking-plan-"));
  process.env["TEST_BUILD"] = folder;
  cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
  // The package brings sources along: some are placed into what is generated.
  cpSync(join(ROOT, "src"), join(folder, "src"), { recursive: true });
  await buildPackage(folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
