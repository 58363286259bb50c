/**
 * `npm run test:world`: tests on real hosts and under real tools. Each part is a folder of `test/world` with a lock file of its own,
 * which is installed when the part runs. `npm run test:world -- watchers` runs one part; `--changed REV` runs those that the changes
 * since a revision touch; with `--minutes N` no part begins after that time. What is left out is named. With `--write`, what the parts
 * have measured is written to their files `measured.json` and into `docs/hosts.md`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeHostsDocument } from "./hosts-document.ts";
import { readMeasured } from "./measured.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = "test/world";

interface Part {
  readonly name: string;
  /** Paths of the repository that it depends on, as prefixes. */
  readonly touches: readonly string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changed: { type: "string" },
    minutes: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const minutes = values.minutes === undefined ? Infinity : Number(values.minutes);
if (Number.isNaN(minutes)) throw new RangeError("--minutes takes a number");

const parts = readParts();
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(", ")}. Parts: ${parts.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}
const changed = values.changed === undefined ? undefined : changedSince(values.changed);
const deadline = performance.now() + minutes * 60_000;
let failed = 0;
for (const part of parts) {
  if (positionals.length > 0 && !positionals.includes(part.name)) continue;
  if (changed?.some((path) => part.touches.some((prefix) => path.startsWith(prefix))) === false) {
    console.log(`Left out ${part.name}: the changes do not touch it.`);
  } else if (performance.now() > deadline) {
    console.log(`Left out ${part.name}: the time is over.`);
  } else if (!run(part.name)) {
    failed += 1;
  }
}
if (values.write) writeHostsDocument(readMeasured());
process.exitCode = failed > 0 ? 1 : 0;

function readParts(): readonly Part[] {
  return readdirSync(join(ROOT, FOLDER))
    .toSorted()
    .filter((name) => existsSync(join(ROOT, FOLDER, name, "package.json")))
    .map((name) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, FOLDER, name, "package.json"), "utf8")) as {
        readonly world: { readonly touches: readonly string[] };
      };
      return { name, touches: manifest.world.touches };
    });
}

function changedSince(revision: string): readonly string[] {
  const args = ["diff", "--name-only", "--end-of-options", revision];
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).split("\n");
}

function run(name: string): boolean {
  const folder = join(FOLDER, name);
  const install = ["ci", "--no-audit", "--no-fund", "--prefix", folder];
  const installed = spawnSync("npm", install, { cwd: ROOT, encoding: "utf8" });
  if (installed.status !== 0) {
    console.error(installed.stderr);
    // A lock file that does not fit its package.json fails everywhere, and not only here.
    const isOurs = installed.stderr.includes("EUSAGE");
    console.log(
      `${isOurs ? "Failed" : "Skipped"} ${name}: its packages cannot be installed${isOurs ? "" : " here"}.`,
    );
    return !isOurs;
  }
  const test = ["vitest", "run", "--config", `${FOLDER}/vitest.config.ts`, `${folder}/`];
  const env = { ...process.env, ...(values.write && { WORLD_WRITE: "1" }) };
  return spawnSync("npx", test, { cwd: ROOT, env, stdio: "inherit" }).status === 0;
}
