import { pathToFileURL } from "node:url";
import type { Bench } from "../bench.ts";
import { jsonOf } from "../child.ts";
import { inTurn } from "../figures.ts";
import { writePeerSchemas } from "../peer-schemas.ts";
import { compile, placeProgram } from "../project.ts";

const PAIRS = 9;

/** What the generated index costs at its import, beside the same schemas written by hand. */
export async function measureImports(bench: Bench): Promise<void> {
  const { project, plan, report } = bench;
  const built = pathToFileURL(await compile(plan.generated));
  const schemas = pathToFileURL(await compile(writePeerSchemas(bench)));
  const cwd = project.folder;
  const program = await placeProgram("import-cost", cwd);
  const cost = (...modules: readonly string[]): number => jsonOf<number>([program, ...modules], { cwd });
  report(
    "importIndex",
    await inTurn(
      PAIRS,
      () => cost("tracking-plan/runtime", `${built.href}/index.js`),
      () => cost("zod", `${schemas.href}/schemas.js`),
    ),
  );
}
