import type { JsonAddition } from "../../edit/edit-json.ts";
import { isRecord, type JsonValue } from "../../text/json.ts";

/** A formatter or linter whose settings are JSON. */
export interface Tool {
  /** The npm package. */
  readonly name: string;
  /** Names of its settings file. If the project has none of these, the first is created, unless the tool needs more than that. */
  readonly files: readonly string[];
  readonly works: "without settings" | "with settings";
  /** What to add to the settings, in order. */
  readonly changes: (settings: JsonValue, output: Output) => readonly Change[];
}

/** Where the generated files are, as the settings see it. */
export interface Output {
  /** The folder, relative to the settings file, such as `src/generated`. */
  readonly folder: string;
  /** What people import, such as `./src/generated`. */
  readonly module: string;
}

interface Change {
  readonly addition: JsonAddition;
  /** What the file does then. */
  readonly effect: string;
  /** What to do where it cannot be added. */
  readonly byHand: string;
}

/** The plugin for Biome, which has no rule for calls. */
export const BIOME_PLUGIN = "tracking-plan.grit";

export const TOOLS: readonly Tool[] = [
  {
    name: "oxlint",
    files: [".oxlintrc.json", ".oxlintrc.jsonc"],
    works: "without settings",
    changes: changesOfLinter,
  },
  {
    name: "oxfmt",
    files: [".oxfmtrc.json", ".oxfmtrc.jsonc"],
    works: "without settings",
    changes: (_, { folder }) => [ignoring("ignorePatterns", folder)],
  },
  {
    name: "@biomejs/biome",
    files: ["biome.json", "biome.jsonc", ".biome.json", ".biome.jsonc"],
    works: "without settings",
    changes: changesOfBiome,
  },
  {
    name: "dprint",
    files: ["dprint.json", "dprint.jsonc", ".dprint.json", ".dprint.jsonc"],
    works: "with settings",
    changes: (_, { folder }) => [ignoring("excludes", folder)],
  },
  { name: "eslint", files: [".eslintrc.json"], works: "with settings", changes: changesOfLinter },
];

/** Why a direct import or call is reported. */
export function advice({ module }: Output): string {
  return `Send events with the helpers of ${module}: direct PostHog calls bypass the tracking plan.`;
}

/** The restrictions of ESLint, which oxlint has, too. */
export function restrictions(output: Output) {
  return {
    import: { name: "posthog-node", message: advice(output) },
    property: { object: "posthog", property: "capture", message: advice(output) },
  } as const;
}

function changesOfLinter(settings: JsonValue, output: Output): readonly Change[] {
  const restricted = restrictions(output);
  const rules = isRecord(settings) && isRecord(settings["rules"]) ? settings["rules"] : {};
  const [imports, properties] = [rules["no-restricted-imports"], rules["no-restricted-properties"]];
  return [
    ignoring("ignorePatterns", output.folder),
    {
      addition:
        Array.isArray(imports) && isRecord(imports[1])
          ? { path: ["rules", "no-restricted-imports", 1, "paths"], item: restricted.import }
          : {
              path: ["rules", "no-restricted-imports"],
              value: ["error", { paths: [restricted.import] }],
            },
      ...REPORTING_IMPORTS,
    },
    {
      addition: Array.isArray(properties)
        ? { path: ["rules", "no-restricted-properties"], item: restricted.property }
        : { path: ["rules", "no-restricted-properties"], value: ["error", restricted.property] },
      effect: "reports posthog.capture",
      byHand: "add `posthog.capture` to `no-restricted-properties`",
    },
  ];
}

const REPORTING_IMPORTS = {
  effect: "reports imports of posthog-node",
  byHand: "add `posthog-node` to its restricted imports",
} as const;

function changesOfBiome(settings: JsonValue, output: Output): readonly Change[] {
  if (isBiome1(settings)) return [ignoring("ignore", output.folder, ["files"])];
  const rule = ["linter", "rules", "style", "noRestrictedImports"];
  const there = rule.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), settings);
  const paths = { "posthog-node": advice(output) };
  return [
    {
      addition: { path: ["files", "includes"], item: `!${output.folder}`, first: ["**"] },
      effect: IGNORES,
      byHand: `add \`!${output.folder}\` to \`files.includes\``,
    },
    {
      addition: isRecord(there)
        ? { path: [...rule, "options", "paths", "posthog-node"], value: paths["posthog-node"] }
        : { path: rule, value: { level: "error", options: { paths } } },
      ...REPORTING_IMPORTS,
    },
    {
      addition: { path: ["plugins"], item: `./${BIOME_PLUGIN}` },
      effect: "reports posthog.capture",
      byHand: `add \`./${BIOME_PLUGIN}\` to \`plugins\``,
    },
  ];
}

/** Whether settings are those of Biome 1, which has other keys, and no plugins. */
export function isBiome1(settings: JsonValue): boolean {
  if (!isRecord(settings)) return false;
  const { $schema, files } = settings;
  return (
    (typeof $schema === "string" && /\/schemas\/1\./u.test($schema)) ||
    "organizeImports" in settings ||
    (isRecord(files) && ("ignore" in files || "include" in files))
  );
}

const IGNORES = "ignores generated files";

function ignoring(key: string, folder: string, within: readonly string[] = []): Change {
  const path = [...within, key];
  return {
    addition: { path, item: folder },
    effect: IGNORES,
    byHand: `add \`${folder}\` to \`${path.join(".")}\``,
  };
}
