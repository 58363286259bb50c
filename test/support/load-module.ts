import { transformSync } from "esbuild";

/**
 * Runs a TypeScript module that imports nothing, without a file.
 *
 * @returns what it exports, as the type that the caller says it has
 */
export async function loadModule<Exports>(source: string): Promise<Exports> {
  const { code } = transformSync(source, { loader: "ts", format: "esm", target: "es2022" });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Exports;
}
