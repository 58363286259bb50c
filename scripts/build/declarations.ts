import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ENTRIES, ONLY_IMPORTED } from "./library.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMPILER = join(ROOT, "node_modules/typescript/bin/tsc");
const PROJECT = join(ROOT, "scripts/tsconfig.build.json");

/**
 * Writes the declarations of what users import, for CommonJS: those for `import` hand them on. Checks no types, which
 * `npm run typecheck` does.
 */
export function emitDeclarations(dist: string): void {
  const folder = join(dist, "commonjs");
  execFileSync(process.execPath, [COMPILER, "-p", PROJECT, "--outDir", folder], { stdio: "inherit" });
  const used = new Set(ENTRIES.map((entry) => join(folder, `${entry}.d.ts`)));
  // Iteration over a set includes what is added during it.
  for (const path of used) importedBy(path).forEach((imported) => used.add(imported));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (name.endsWith(".d.ts") && !used.has(path)) rmSync(path);
  }
  // An own one: what it adds to vitest's types, it adds to those that `import` finds.
  const required = readFileSync(join(folder, `${ONLY_IMPORTED}.d.ts`), "utf8");
  const imported = required.replaceAll(/(?<=from ")\.{1,2}\//gu, (start) =>
    start === "./" ? "../../commonjs/testing/" : "../../commonjs/",
  );
  writeFileSync(join(dist, "module", `${ONLY_IMPORTED}.d.ts`), imported);
}

/** The declarations that a file of declarations imports from beside it. */
function importedBy(path: string): readonly string[] {
  const imports = readFileSync(path, "utf8").matchAll(/\b(?:from|import\() ?"(?<name>\.[^"]+)\.ts"/gu);
  return [...imports].map(({ groups }) => resolve(dirname(path), `${groups?.["name"]}.d.ts`));
}
