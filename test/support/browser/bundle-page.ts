import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles a page's script with all that it imports, posthog-js from `node_modules` included, into one classic script.
 *
 * @param entry The script's TypeScript file.
 * @throws Error with esbuild's messages when it does not compile.
 */
export async function bundlePage(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles.map((file) => file.text).join("");
}
