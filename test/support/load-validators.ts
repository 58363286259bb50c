import ts from "typescript";
import * as zod from "zod";
import * as checks from "../../src/runtime/checks.ts";

/** A schema, as far as tests use it. */
export type LoadedSchema = zod.ZodType;

/** Runs the text of a generated `validators.ts`, and gives its exports. */
export function loadValidators(source: string): Readonly<Record<string, LoadedSchema>> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const modules: Readonly<Record<string, unknown>> = { zod, "tracking-plan/runtime": checks };
  const exported = {};
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function("exports", "require", outputText)(exported, (name: string) => modules[name]);
  return exported;
}
