import { dirname, join, relative, resolve } from "node:path";
import { addToJson, readJson } from "../../edit/edit-json.ts";
import { readableJson } from "../../text/json.ts";
import type { Io } from "../io.ts";
import { readManifest } from "../node-project.ts";
import { isInside, kindAt, unlessMissing, withSlashes } from "../paths.ts";
import { ancestorsOf } from "../plan-files/project-root.ts";
import type { Project, Step } from "./project-steps.ts";
import { advice, BIOME_PLUGIN, isBiome1, type Output, restrictions, type Tool, TOOLS } from "./tools.ts";

/**
 * Lets the formatters and linters of the project ignore generated files, and the linters report direct calls of PostHog.
 *
 * @param dir - the folder of generated files, relative to the plan
 */
export async function toolSteps(project: Project, dir: string, io: Io): Promise<readonly Step[]> {
  const output = resolve(dirname(project.planPath), dir);
  const search = await searchOf(project, output, io);
  if (search.folders.length === 0) return [];
  const steps: Step[] = [];
  for (const tool of TOOLS) steps.push(...(await stepsOfTool(tool, output, search, io)));
  return [...steps, ...(await prettierSteps(output, search, io)), ...(await eslintSteps(output, search, io))];
}

/** Where settings are looked for. */
interface Search {
  /** From the project's folder up to the root, but only those that the generated files are in. */
  readonly folders: readonly string[];
  /** The packages that the project and the root depend on. */
  readonly packages: ReadonlySet<string>;
}

async function searchOf({ folder, root }: Project, output: string, io: Io): Promise<Search> {
  const folders = ancestorsOf(folder).filter((path) => isInside(root.path, path) && isInside(path, output));
  const packages = new Set<string>();
  for (const path of folders) {
    const manifest = await readManifest(join(path, "package.json"), io);
    if (manifest === undefined || manifest === "broken") continue;
    for (const name of manifest.dependencies) packages.add(name);
  }
  return { folders, packages };
}

/** The first of these files, in the nearest folder that has one. */
async function findNearest(
  names: readonly string[],
  { folders }: Search,
  { files }: Io,
): Promise<string | undefined> {
  for (const folder of folders) {
    for (const name of names) {
      const path = join(folder, name);
      if ((await kindAt(path, files)) !== undefined) return path;
    }
  }
  return undefined;
}

function outputFrom(file: string, output: string): Output {
  const folder = withSlashes(relative(dirname(file), output));
  return { folder, module: `./${folder}` };
}

async function stepsOfTool(tool: Tool, output: string, search: Search, io: Io): Promise<readonly Step[]> {
  const found = await findNearest(tool.files, search, io);
  const isUsed = tool.works === "without settings" && search.packages.has(tool.name);
  const path = found ?? (isUsed ? join(search.folders[0]!, tool.files[0]!) : undefined);
  if (path === undefined) return [];
  const there = outputFrom(path, output);
  const before = found === undefined ? "{}\n" : await readText(path, io);
  const settings = before === undefined ? undefined : readJson(before);
  if (before === undefined || settings === undefined) {
    return [{ kind: "skipped", path, detail: `unusual format; let it ignore ${there.folder} by hand` }];
  }
  let text = before;
  const effects: string[] = [];
  const left: Step[] = [];
  for (const { addition, effect, byHand } of tool.changes(settings, there)) {
    const edited = addToJson(text, addition);
    if (edited === undefined)
      left.push({ kind: "skipped", path, detail: `has other settings there; ${byHand}` });
    else if (edited !== text) effects.push(effect);
    text = edited ?? text;
  }
  const changed: Step =
    text === before
      ? { kind: "skipped", path, detail: "already has the settings" }
      : { kind: found === undefined ? "created" : "changed", path, text, detail: effects.join(", ") };
  const plugin =
    tool.name === "@biomejs/biome" && !isBiome1(settings) ? [await pluginStep(path, there, io)] : [];
  return [...(text === before && left.length > 0 ? [] : [changed]), ...left, ...plugin];
}

/** Biome has rules for imports, and for calls only those of plugins. */
async function pluginStep(settings: string, output: Output, io: Io): Promise<Step> {
  const path = join(dirname(settings), BIOME_PLUGIN);
  const text = `// Reports direct calls of PostHog.
\`$client.capture($...)\` where {
  $client <: r"(?:.*\\.)?posthog",
  register_diagnostic(span = $client, message = ${JSON.stringify(advice(output))}, severity = "error")
}
`;
  return fileStep(path, text, "Biome's rule for posthog.capture", io);
}

async function fileStep(path: string, text: string, detail: string, { files }: Io): Promise<Step> {
  const isThere = (await kindAt(path, files)) !== undefined;
  return isThere
    ? { kind: "skipped", path, detail: "already exists" }
    : { kind: "created", path, text, detail };
}

const PRETTIER_FILES = [
  ".prettierignore",
  ".prettierrc",
  ...["json", "json5", "yaml", "yml", "toml", "js", "mjs", "cjs", "ts", "mts", "cts"].flatMap((extension) => [
    `.prettierrc.${extension}`,
    `prettier.config.${extension}`,
  ]),
];

async function prettierSteps(output: string, search: Search, io: Io): Promise<readonly Step[]> {
  const found = await findNearest(PRETTIER_FILES, search, io);
  if (found === undefined && !search.packages.has("prettier")) return [];
  const path = join(found === undefined ? search.folders[0]! : dirname(found), ".prettierignore");
  const line = outputFrom(path, output).folder;
  const isThere = (await kindAt(path, io.files)) !== undefined;
  const before = isThere ? await readText(path, io) : "";
  if (before === undefined) return [{ kind: "skipped", path, detail: `not a regular file; add: ${line}` }];
  const lines = before.split(/\r?\n/u).map((text) => text.trim().replace(/^\/|\/(?:\*\*)?$/gu, ""));
  if (lines.includes(line)) return [{ kind: "skipped", path, detail: "already ignores generated files" }];
  const lineEnd = before.includes("\r\n") ? "\r\n" : "\n";
  const gap = before === "" || before.endsWith("\n") ? "" : lineEnd;
  const text = `${before}${gap}${line}${lineEnd}`;
  return [{ kind: isThere ? "changed" : "created", path, text, detail: "ignores generated files" }];
}

const ESLINT_FILES = ["js", "mjs", "cjs", "ts", "mts", "cts"].map(
  (extension) => `eslint.config.${extension}`,
);

/** As CommonJS, which settings of both module systems can load. */
const ESLINT_PART = "eslint.tracking-plan.cjs";

/** The settings of ESLint are code, so they have to take ours in by hand. */
async function eslintSteps(output: string, search: Search, io: Io): Promise<readonly Step[]> {
  const settings = await findNearest(ESLINT_FILES, search, io);
  if (settings === undefined) return [];
  const path = join(dirname(settings), ESLINT_PART);
  const there = outputFrom(path, output);
  const { import: module, property } = restrictions(there);
  const part = [
    // Itself, too: presets that take every file for an ES module do not know `module`.
    { ignores: [`${there.folder}/`, ESLINT_PART] },
    {
      rules: {
        "no-restricted-imports": ["error", { paths: [module] }],
        "no-restricted-properties": ["error", property],
      },
    },
  ];
  const text = `// What the tracking plan asks of ESLint: generated files are ignored, and direct calls of PostHog are reported.
module.exports = ${readableJson(part)};
`;
  const isUsed = (await readText(settings, io))?.includes(ESLINT_PART) === true;
  const detail = isUsed
    ? `already uses ${ESLINT_PART}`
    : `is code; import trackingPlan from "./${ESLINT_PART}", and add ...trackingPlan to the list`;
  return [
    await fileStep(path, text, "ESLint's settings for generated files and direct calls", io),
    { kind: "skipped", path: settings, detail },
  ];
}

/** The text of a regular file; nothing for other kinds. */
async function readText(path: string, { files }: Io): Promise<string | undefined> {
  if ((await kindAt(path, files)) !== "file") return undefined;
  return unlessMissing(files.readFile(path, "utf8"));
}
