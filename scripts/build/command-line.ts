import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type OutputOptions, type Plugin, rolldown } from "rolldown";
import { LAZY_PACKAGES } from "../../src/text/load-package.ts";
import { dataModule } from "./data-module.ts";
import { bundleInspectorPage } from "./inspector-page.ts";
import { RELAY } from "./library.ts";

const SOURCES = fileURLToPath(new URL("../../src", import.meta.url));

const OPTIONS = {
  comments: { legal: true, annotation: false, jsdoc: false },
  // Names become short, which takes 0.3 MB from the package. The source maps, which are not packed, have them.
  minify: { compress: true, mangle: true, codegen: true },
} satisfies OutputOptions;

/** Small modules that several commands load. */
const SHARED =
  /[\\/]src[\\/](?:commands[\\/](?:git[\\/]git|remembered|plan-files[\\/]watched-sources|output[\\/]write-files)|edit[\\/]yaml-nodes|cli[\\/]node-sources|emit[\\/](?:emitter|header|plan-json|tracked-plan)|plan[\\/](?:abridged|example|personal))\.ts$/u;

/**
 * Bundles the command line with its libraries into `cli`: each command and what several share is a file in `cli/chunks`. As
 * CommonJS, which Node loads without the loader of ES modules: `--help` starts a tenth faster.
 * The page that it serves stands beside. Gives the paths of all modules that are in both.
 */
export async function bundleCommandLine(dist: string): Promise<readonly string[]> {
  const build = await rolldown({
    input: { main: join(SOURCES, "cli/main.ts") },
    platform: "node",
    preserveEntrySignatures: false,
    // As ES modules, of which unused parts are left out: for Node these packages offer CommonJS alone, and the one of
    // jsonc-parser requires its parts in a way that cannot be bundled.
    resolve: {
      alias: {
        yaml: fileOfPackage("yaml/browser/index.js"),
        "jsonc-parser": fileOfPackage("jsonc-parser/lib/esm/main.js"),
      },
    },
    // Without the native code that `ws` would look for in the project.
    transform: {
      define: { "process.env.WS_NO_BUFFER_UTIL": "'1'", "process.env.WS_NO_UTF_8_VALIDATE": "'1'" },
    },
    plugins: [shareRelay, shareLazyPackages, findLazyPackages, runModules, leaveReferences, exportValues],
  });
  const { output } = await build.write({
    ...OPTIONS,
    dir: join(dist, "cli"),
    format: "cjs",
    dynamicImportInCjs: false,
    entryFileNames: "[name].cjs",
    chunkFileNames: "chunks/[name].cjs",
    // Few files: small modules that start with every command are one, and so are those that several commands load later.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          name: "io",
          test: /[\\/]src[\\/](?:commands[\\/](?:failure|io|paths)|text[\\/](?:columns|json|load-package|quote|terminal))\.ts$|picocolors/u,
        },
        { name: "shared", test: SHARED },
        {
          name: "plan",
          test: /[\\/]src[\\/](?:format[\\/]property-body|plan[\\/](?:expression|names|property)|portable[\\/](?:computed|decimal|field-rule)|read[\\/]source[\\/]locate|text[\\/]order|naming[\\/]name-style)\.ts$/u,
        },
        {
          name: "edit",
          test: /[\\/]src[\\/](?:edit[\\/](?:add-events?|new-event|yaml-entries)|audit[\\/]fix[\\/]edits|commands[\\/](?:add[\\/]|plan-files[\\/]edited-plan))/u,
        },
        {
          name: "check",
          test: /[\\/]src[\\/](?:commands[\\/](?:accepted-findings|check)|rules[\\/](?:baseline|run-rules))\.ts/u,
        },
        {
          name: "output",
          test: /[\\/]src[\\/](?:emit[\\/](?!layout[\\/])|commands[\\/](?:output[\\/](?:compare-output|former-output|other-plans|prepare-output|schema-line)|plan-files[\\/]source-record)\.ts|text[\\/]file-names\.ts)|[\\/]github-slugger[\\/]/u,
        },
        {
          name: "observe",
          test: /[\\/]src[\\/](?:observe[\\/]|endpoint[\\/](?:deduplicate|illegal-ids)\.ts)/u,
        },
        // How coding agents and the page have functions.
        {
          name: "functions",
          test: /[\\/]src[\\/]functions[\\/](?:call-function|confine|input|page-functions|tools)\.ts$/u,
        },
        { name: "find", test: /[\\/]src[\\/]commands[\\/](?:find[\\/]|plan-files[\\/]readable-plan)/u },
        { name: "generate", test: /[\\/]src[\\/]commands[\\/](?:generate\.ts|watch[\\/])/u },
      ],
    },
    // For the stacks of bug reports: the package comes without them.
    sourcemap: true,
  });
  await build.close();
  chmodSync(join(dist, "cli/main.cjs"), 0o755);
  const modules = output.flatMap((part) => (part.type === "chunk" ? Object.keys(part.modules) : []));
  for (const name of LAZY_PACKAGES) modules.push(...(await bundleLazyPackage(dist, name)));
  const page = await bundleInspectorPage();
  writeFileSync(join(dist, "inspector.html"), page.html);
  return [...modules, ...page.modules];
}

function fileOfPackage(path: string): string {
  return fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
}

/** Bundles a package that is loaded by `require` when it is needed. */
async function bundleLazyPackage(dist: string, name: string): Promise<readonly string[]> {
  const build = await rolldown({ input: { [name]: name }, platform: "node" });
  const { output } = await build.write({
    ...OPTIONS,
    minify: true,
    dir: join(dist, "cli/packages"),
    format: "cjs",
    // A package whose only export is the default one is required as it is imported.
    exports: "named",
    entryFileNames: "[name].cjs",
  });
  await build.close();
  return output.flatMap((part) => (part.type === "chunk" ? Object.keys(part.modules) : []));
}

/** Lets the command `relay` have the runtime where applications have it. */
const shareRelay: Plugin = {
  name: "share-relay",
  resolveId: (name) =>
    name.endsWith(`/${RELAY}.ts`) ? { id: `../../commonjs/${RELAY}.js`, external: true } : undefined,
};

/** Lets modules that import such a package have it from there, too. */
const shareLazyPackages: Plugin = {
  name: "share-lazy-packages",
  resolveId: (name) =>
    LAZY_PACKAGES.some((lazy) => lazy === name)
      ? { id: `../packages/${name}.cjs`, external: true }
      : undefined,
};

/** Lets `loadPackage` find its packages where {@link bundleLazyPackage} puts them. */
const findLazyPackages: Plugin = {
  name: "find-lazy-packages",
  transform: {
    filter: { id: /[\\/]src[\\/]text[\\/]load-package\.ts$/u },
    handler: (code) => ({
      code: code.replace("require(name)", "require(`../packages/${name}.cjs`)"),
      map: null, // The lines stay.
    }),
  },
};

/** Runs modules whose exports are data, and bundles what came out. What made the data is left out. */
const runModules: Plugin = {
  name: "run-modules",
  load: {
    filter: { id: /[\\/]src[\\/](?:format[\\/]shapes|emit[\\/]schema[\\/]format-schemas)\.ts$/u },
    handler: async (id) => {
      const exported = (await import(pathToFileURL(id).href)) as Readonly<Record<string, unknown>>;
      return { code: dataModule(exported), moduleType: "js" };
    },
  },
};

/**
 * Leaves names of characters, such as `&hearts;`, as they are written: a table of 25 kB. Pages are only compared with what they
 * were before a formatter, and formatters leave names.
 */
const leaveReferences: Plugin = {
  name: "leave-references",
  load: {
    filter: { id: /[\\/]decode-named-character-reference[\\/]index\.js$/u },
    handler: () => ({ code: "export const decodeNamedCharacterReference = () => false;", moduleType: "js" }),
  },
};

/** Exports values instead of functions that give them, which are longer and slower: no module changes what it has exported. */
const exportValues: Plugin = {
  name: "export-values",
  renderChunk: (code) => ({
    code: code.replaceAll(GETTER, "exports.$<name> = $<value>;"),
    map: null, // They are the last lines.
  }),
};

const GETTER =
  /Object\.defineProperty\(exports, "(?<name>\w+)", \{\s*enumerable: true,\s*get: function \(\) \{\s*return (?<value>[\w$]+);\s*\}\s*\}\);/gu;
