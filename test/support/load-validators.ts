import { transformSync } from "esbuild";
import * as zod from "zod";
import * as checks from "../../src/runtime/checks.ts";
import * as runtime from "../../src/runtime/index.ts";

/** A schema, as far as tests use it. */
export type LoadedSchema = zod.ZodType;

type Exports = Readonly<Record<string, unknown>>;

/**
 * Runs the text of a generated `validators.ts`, which imports from the `user-id.ts` beside it, and gives its schemas.
 *
 * @param imported - what it has for zod
 * @param collection - `checked`: with the conditions between properties
 */
export function loadValidators(
  source: string,
  contract: Exports,
  imported: object = zod,
  collection: "schemas" | "checked" = "schemas",
): Readonly<Record<string, LoadedSchema>> {
  const modules: Readonly<Record<string, unknown>> = { zod: imported, "tracking-plan/runtime": checks };
  const exports = run(source, (name) => (name.startsWith("./user-id") ? contract : modules[name]));
  return exports[collection] as Readonly<Record<string, LoadedSchema>>;
}

/** Runs the text of a generated `events.ts`, with the contract beside it, and gives its exports. */
export function loadEvents(source: string, contract: Exports): Exports {
  return run(source, (name) => (name === "tracking-plan/runtime" ? runtime : contract));
}

/** Runs the text of a generated `user-id.ts`, and gives its exports. */
export function loadContract(source: string): Exports {
  return run(source, () => undefined);
}

function run(source: string, require: (name: string) => unknown): Exports {
  const { code } = transformSync(source, { loader: "ts", format: "cjs", target: "es2022" });
  const module: { exports: Exports } = { exports: {} };
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function("module", "require", code)(module, require);
  return module.exports;
}
