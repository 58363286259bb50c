import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { cpuSecondsOf, run } from "../child.ts";
import { inTurn } from "../figures.ts";
import { forget } from "../project.ts";
import type { RowName } from "../rows.ts";
import { segmentRules } from "../segment-rules.ts";

const PAIRS = 5;

const ROW_OF = {
  segment: "importSegment",
  csv: "importCsv",
  "json-schema": "importJsonSchema",
} as const satisfies Readonly<Record<string, RowName>>;

/** What it costs to import 1,000 events, beside what `generate` costs that makes helpers of them. */
export async function measureImport({ project, report }: Bench): Promise<void> {
  const folder = join(project.folder, "import");
  mkdirSync(folder);
  const source = { segment: "rules.json", csv: "csv", "json-schema": "json-schema" } as const;
  writeFileSync(join(folder, source.segment), segmentRules(1000));
  const importFrom = (format: keyof typeof source): readonly string[] => {
    rmSync(join(folder, "tracking-plan.yaml"), { force: true });
    rmSync(join(folder, "tracking-plan.baseline.json"), { force: true });
    return [project.main, "import", format, source[format], "--id", "uuid"];
  };
  const measured = (args: readonly string[]): number => cpuSecondsOf(args, { cwd: folder });
  const cold = (): number => {
    forget(project);
    rmSync(join(folder, "generated"), { recursive: true, force: true });
    return measured([project.main, "generate"]);
  };
  measured(importFrom("segment"));
  for (const format of ["csv", "json-schema"] as const)
    run([process.execPath, project.main, "export", format, "--out", source[format]], { cwd: folder });
  for (const format of ["segment", "csv", "json-schema"] as const) {
    const runImport = (): number => measured(importFrom(format));
    // What is generated first is of this format, too.
    runImport();
    report(ROW_OF[format], await inTurn(PAIRS, runImport, cold));
  }
}
