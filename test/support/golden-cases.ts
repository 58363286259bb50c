import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { dirname, join } from "node:path";
import { diskFiles } from "../../src/commands/plan-files/disk-files.ts";
import { parseRecord } from "../../src/audit/record/record-file.ts";
import { emitAll } from "../../src/emit/emit-all.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { SentFrom } from "../../src/plan/sent-from.ts";
import { readPlanFiles } from "../../src/read/read-plan.ts";

const REPOSITORY = new URL("../..", import.meta.url).pathname;

/** A plan, and the folder that holds what it is turned into. */
export interface GoldenCase {
  readonly name: string;
  readonly planFile: string;
  readonly expected: string;
}

/** Each folder of test/golden, and the plan of this repository, whose output is committed as `generated/`. */
export const GOLDEN_CASES: readonly GoldenCase[] = [
  ...readdirSync(join(REPOSITORY, "test/golden"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      planFile: join(REPOSITORY, "test/golden", name, "tracking-plan.yaml"),
      expected: join(REPOSITORY, "test/golden", name, "expected"),
    })),
  {
    name: "omoi-os",
    planFile: join(REPOSITORY, "tracking-plan.yaml"),
    expected: join(REPOSITORY, "generated"),
  },
];

/**
 * The plan of a case.
 *
 * @throws Error with the diagnostics, when the plan has an error.
 */
export async function readGoldenPlan({ planFile }: GoldenCase): Promise<Plan> {
  const repository = dirname(planFile);
  const { plan, diagnostics } = await readPlanFiles(
    { file: "tracking-plan.yaml", bytes: readFileSync(planFile) },
    diskFiles({ root: { path: repository, territory: "repository" }, cwd: repository }, nodeFiles),
  );
  if (plan === undefined) {
    throw new Error(diagnostics.map(({ place, message }) => `${place?.line}: ${message}`).join("\n"));
  }
  return plan;
}

/** Where the events of a case are sent from, if that is recorded beside the plan. */
export function readGoldenRecord({ planFile }: GoldenCase): SentFrom | undefined {
  const path = planFile.replace(".yaml", ".sources.json");
  if (!existsSync(path)) return undefined;
  const parsed = parseRecord(readFileSync(path, "utf8"), Infinity);
  if ("faults" in parsed) throw new Error(parsed.faults.map(({ message }) => message).join("\n"));
  return parsed.record.sentFrom;
}

/** What a plan is turned into: path → text. What goes to the folder of the browser is below `browser/`. */
export function emitGolden(plan: Plan, sentFrom?: SentFrom): Readonly<Record<string, string>> {
  return Object.fromEntries(
    emitAll(plan, { sentFrom }).map(({ folder, path, text }) => [
      folder === "dir" ? path : `${folder}/${path}`,
      text,
    ]),
  );
}

/** Every file below a folder: path → text. Empty when there is no folder. */
export function readFolder(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) {
    return {};
  }
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths.toSorted().map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
}
