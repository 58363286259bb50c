import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type OutputOptions, rolldown } from "rolldown";
import { keepLines } from "./line-maps.ts";

/** The modules that users import, below `src/` and below each folder of the build. */
export const ENTRIES = [
  "runtime/index",
  "testing/index",
  "testing/jest",
  "testing/vitest",
  "outbox/file/index",
  "outbox/postgres/index",
] as const;

type Entry = (typeof ENTRIES)[number];

/** vitest cannot be required, so `import` has this one from `module`. */
export const ONLY_IMPORTED = "testing/vitest" satisfies Entry;

/** What the command `relay` requires, so that the package has the runtime once. */
export const RELAY = "runtime/relay";

const SOURCES = fileURLToPath(new URL("../../src", import.meta.url));

/** Peers. They are loaded when needed, from where the application has them. */
const EXTERNAL = ["posthog-node", "vitest", "@jest/globals"];

/**
 * Builds what applications and tests import, in three folders:
 *
 * - `commonjs` is the code that Node runs, for `require` and `import` alike, so that a process has it once. Jest can only
 *   load CommonJS.
 * - `import` hands it on to `import`.
 * - `module` is the same code as ES modules, for bundlers: they take it for `require`, too, by the condition `module`.
 */
export async function buildLibrary(dist: string): Promise<void> {
  const commonjs = { format: "cjs", dynamicImportInCjs: false } as const;
  const exported = await bundle(join(dist, "commonjs"), commonjs, [...ENTRIES, RELAY]);
  writeFileSync(join(dist, "commonjs/package.json"), '{ "type": "commonjs" }\n');
  await bundle(join(dist, "module"), { format: "esm" }, ENTRIES);
  for (const [entry, names] of exported) {
    if (entry !== ONLY_IMPORTED && entry !== RELAY) writeHandOn(join(dist, "import"), entry, names);
  }
}

/** Bundles the entries, with what they share in files of its own. Gives what each exports. */
async function bundle<Name extends string>(
  dir: string,
  format: OutputOptions,
  entries: readonly Name[],
): Promise<ReadonlyMap<Name, readonly string[]>> {
  const input = Object.fromEntries(entries.map((entry) => [entry, join(SOURCES, `${entry}.ts`)]));
  const build = await rolldown({ input, external: EXTERNAL, platform: "neutral" });
  const { output } = await build.write({
    ...format,
    dir,
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
    // Apart from the entries, whose whole text Node scans for exports when an ES module imports them.
    codeSplitting: {
      groups: [{ name: "runtime", test: /[\\/]src[\\/](?:portable|runtime[\\/](?!(?:index|relay)\.ts))/u }],
    },
    esModule: true,
    comments: false,
    // For Node; bundlers make their own. The package has the sources that they lead to.
    sourcemap: format.format === "cjs",
    sourcemapExcludeSources: true,
  });
  await build.close();
  for (const { fileName } of output) if (fileName.endsWith(".map")) keepLines(join(dir, fileName));
  return new Map(
    entries.map((entry) => {
      const chunk = output.find(({ fileName }) => fileName === `${entry}.js`);
      return [entry, chunk?.type === "chunk" ? chunk.exports : []];
    }),
  );
}

/** Writes an ES module, and its declarations, that exports what a CommonJS one does. */
function writeHandOn(folder: string, entry: Entry, names: readonly string[]): void {
  const file = join(folder, entry);
  const code = `${"../".repeat(entry.split("/").length)}commonjs/${entry}.js`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.js`, `export { ${names.join(", ")} } from "${code}";\n`);
  writeFileSync(`${file}.d.ts`, `export * from "${code}";\n`);
}
