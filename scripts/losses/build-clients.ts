import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Sender } from "./task.ts";

/** Beside the packages that the clients load. */
const OUTPUT = fileURLToPath(new URL("../../node_modules/.cache/losses", import.meta.url));

/**
 * Bundles the clients to plain JavaScript, so that their processes start as those of users do: compiling TypeScript at each start takes
 * longer than most of them live.
 */
export async function buildClients(): Promise<void> {
  const sources = ["posthog-node", "helpers"].map((client) =>
    fileURLToPath(new URL(`clients/${client}.ts`, import.meta.url)),
  );
  await build({
    entryPoints: sources,
    outdir: OUTPUT,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@tracking-plan/source"],
    external: ["posthog-node", "zod"],
  });
}

/** The program of a client. */
export function programOf(client: Sender["client"]): string {
  return join(OUTPUT, `${client}.mjs`);
}
