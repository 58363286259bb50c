/**
 * `npm run mutation -- src/diff/compare`: changes the code of a folder or file in many small ways, one at a time, and names the
 * changes that no unit test notices. More paths are the tests to be held against it; without them it is those of the same part of
 * `test/unit`. Takes a second or so per change, and is no part of CI. Stryker has a lock file of its own, and is installed when this runs.
 */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = "scripts/mutation";

const [mutated, ...given] = process.argv.slice(2);
if (mutated === undefined || !mutated.startsWith("src/")) {
  console.error("Give a folder or a file of src: npm run mutation -- src/diff/compare");
  process.exit(2);
}
const [, part] = mutated.split("/");
const tests = given.length > 0 ? given : [`test/unit/${part}`];
const isFolder = statSync(join(ROOT, mutated)).isDirectory();

run(["npm", "ci", "--no-audit", "--no-fund", "--prefix", FOLDER]);
run([
  process.execPath,
  `${FOLDER}/node_modules/@stryker-mutator/core/bin/stryker.js`,
  "run",
  `${FOLDER}/stryker.config.json`,
  "--mutate",
  isFolder ? `${mutated.replace(/\/$/u, "")}/**/*.ts` : mutated,
]);

function run([program, ...args]: readonly [string, ...string[]]): void {
  const env = { ...process.env, MUTATION_TESTS: tests.join(" ") };
  const { status } = spawnSync(program, args, { cwd: ROOT, env, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
