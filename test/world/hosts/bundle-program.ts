import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { CLIENTS, type ClientName } from "../../../scripts/test-world/measured.ts";

/** Which client the module `tracked-client` is. */
const SOURCES: Readonly<Record<ClientName, string>> = {
  "posthog-node": "posthog-node.ts",
  "posthog-node and a handler": "own-handler.ts",
  "generated helpers": "helpers.ts",
};

export interface BundleOptions {
  /** `neutral`: a host of web standards, without signals. */
  readonly platform: "node" | "neutral";
  readonly client?: ClientName;
  /** Packages that are not bundled. */
  readonly external?: readonly string[];
}

/** Bundles a program together with this repository's generated code and runtime, as an application on a host is bundled. */
export async function bundleProgram(
  entry: URL,
  { platform, client = "generated helpers", external = [] }: BundleOptions,
): Promise<string> {
  const isWithoutSignals = platform === "neutral" && client === "posthog-node and a handler";
  const name = isWithoutSignals ? "own-flush.ts" : SOURCES[client];
  const source = new URL(`clients/${name}`, import.meta.url);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "esm",
    platform,
    target: "node20",
    alias: { "tracked-client": fileURLToPath(source) },
    conditions: ["@tracking-plan/source", ...(platform === "neutral" ? ["workerd", "worker"] : [])],
    mainFields: ["module", "main"],
    external: ["node:*", "cloudflare:*", ...external],
    // Packages that are CommonJS ask for Node's modules by `require`.
    ...(platform === "node" && {
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    }),
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/** Bundles a program with each client, into a folder each. Returns their folders. */
export async function bundleForClients(
  entries: readonly URL[],
  into: string,
  options: Omit<BundleOptions, "client">,
): Promise<Readonly<Record<ClientName, string>>> {
  const folders = await Promise.all(
    CLIENTS.map(async (client) => {
      const folder = join(into, SOURCES[client].replace(".ts", ""));
      mkdirSync(folder, { recursive: true });
      for (const entry of entries) {
        const name = basename(fileURLToPath(entry)).replace(".ts", ".mjs");
        writeFileSync(join(folder, name), await bundleProgram(entry, { ...options, client }));
      }
      return [client, folder];
    }),
  );
  return Object.fromEntries(folders) as Record<ClientName, string>;
}
