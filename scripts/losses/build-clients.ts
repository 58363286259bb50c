import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { makeDurableProject } from "../durable-project.ts";
import type { Sender } from "./task.ts";

/** Beside the packages that the clients load. */
const OUTPUT = fileURLToPath(new URL("../../node_modules/.cache/losses", import.meta.url));

/** Gives another generated module in place of this repository's. */
function generatedIn(folder: string): Plugin {
  return {
    name: "generated",
    setup: ({ onResolve }) => {
      onResolve({ filter: /\/generated\/index\.ts$/ }, () => ({ path: join(folder, "generated/index.ts") }));
    },
  };
}

/**
 * Bundles the clients to plain JavaScript, so that their processes start as those of users do: compiling TypeScript at each start takes
 * longer than most of them live.
 */
export async function buildClients(): Promise<void> {
  const project = await makeDurableProject();
  try {
    await Promise.all([
      bundle("posthog-node", "posthog-node"),
      bundle("helpers", "helpers"),
      bundle("helpers", "durable", [generatedIn(project)]),
    ]);
  } finally {
    rmSync(project, { recursive: true });
  }
}

async function bundle(source: string, client: Sender["client"], plugins: Plugin[] = []): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(`clients/${source}.ts`, import.meta.url))],
    outfile: programOf(client),
    plugins,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@tracking-plan/source"],
    external: ["pg", "posthog-node", "zod"],
  });
}

/** The program of a client. */
export function programOf(client: Sender["client"]): string {
  return join(OUTPUT, `${client}.mjs`);
}
