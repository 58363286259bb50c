import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { emitAll } from "../../src/emit/emit-all.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { writeFiles } from "./temp-folder.ts";

const REPOSITORY = new URL("../..", import.meta.url).pathname;

/**
 * The plan of a YAML text.
 *
 * @throws Error with the diagnostics, when the plan has an error.
 */
export function readPlanText(yaml: string): Plan {
  const { plan, diagnostics } = readPlan({
    file: "tracking-plan.yaml",
    bytes: new TextEncoder().encode(yaml),
  });
  if (plan === undefined) {
    throw new Error(diagnostics.map(({ place, message }) => `${place?.line}: ${message}`).join("\n"));
  }
  return plan;
}

export interface BundleSettings {
  /** TypeScript that stands beside the generated files, and imports them as `./browser.js` and so on. */
  readonly entry: string;
  readonly platform: "browser" | "node";
  /** An ES module, or a classic script. */
  readonly format: "esm" | "iife";
  readonly minify?: boolean;
}

/** Bundles code that uses the generated files of a plan, as an application's bundler does, from its sources. */
export async function bundleGenerated(plan: Plan, settings: BundleSettings): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-bundle-")));
  try {
    writeFiles(folder, Object.fromEntries(emitAll(plan).map(({ path, text }) => [path, text])));
    writeFiles(folder, { "entry.ts": settings.entry });
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: ["entry.ts"],
      bundle: true,
      write: false,
      format: settings.format,
      minify: settings.minify ?? false,
      platform: settings.platform,
      target: "es2022",
      alias: {
        "tracking-plan/runtime": join(REPOSITORY, "src/runtime/index.ts"),
        "tracking-plan/testing": join(REPOSITORY, "src/testing/index.ts"),
      },
      external: ["posthog-node"],
      nodePaths: [join(REPOSITORY, "node_modules")],
      logLevel: "silent",
    });
    return outputFiles.map(({ text }) => text).join("");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
