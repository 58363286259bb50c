import { build } from "esbuild";

/** Bundles a program together with this repository's generated code and runtime, as an application on a host is bundled. */
export async function bundleProgram(
  entry: URL,
  { platform }: { readonly platform: "node" | "neutral" },
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry.pathname],
    bundle: true,
    write: false,
    format: "esm",
    platform,
    target: "node20",
    conditions: ["@tracking-plan/source", ...(platform === "neutral" ? ["workerd", "worker"] : [])],
    mainFields: ["module", "main"],
    external: ["node:*"],
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
