import ts from "typescript";

/**
 * Runs a TypeScript module that imports nothing, without a file.
 *
 * @returns what it exports, as the type that the caller says it has
 */
export async function loadModule<Exports>(source: string): Promise<Exports> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  });
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as Exports;
}
