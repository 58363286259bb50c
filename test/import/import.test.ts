/** What each format makes of files of its real kinds: the whole plan and the whole report. */
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import { IMPORT_FORMAT_NAMES } from "../../src/commands/import/formats.ts";
import { type ImportArguments, importPlan } from "../../src/commands/import/import-plan.ts";
import { captureIo } from "../support/captured-io.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const FOLDER = import.meta.dirname;

/** Files of a case that are not its source. */
const OTHERS: ReadonlySet<string> = new Set(["expected.yaml", "report.md", "options.json"]);

const DEFAULTS = {
  name: "shop",
  id: "uuid",
  merge: false,
  dryRun: false,
  yes: true,
  format: "text",
} as const;

const cases = IMPORT_FORMAT_NAMES.flatMap((from) =>
  readdirSync(join(FOLDER, from)).map((name) => ({ from, name, folder: join(FOLDER, from, name) })),
);

async function runImport(
  cwd: string,
  args: Partial<ImportArguments> & Pick<ImportArguments, "from" | "files">,
) {
  const io = captureIo({ cwd });
  const code = await importPlan({ ...DEFAULTS, ...args }, io);
  return { code, ...io.printed };
}

async function succeeds(command: typeof check, cwd: string): Promise<string> {
  const io = captureIo({ cwd });
  const code = await command({ format: "text", strict: false }, io);
  return code === 0 ? "" : io.printed.stdout;
}

function readBaselineIn(cwd: string): string | undefined {
  const file = join(cwd, "tracking-plan.baseline.json");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** To accept what is written now: `npm test -- test/import/import.test.ts --update`, and read the difference. */
describe.each(cases)("$from: $name", ({ from, folder }) => {
  const optionsFile = join(folder, "options.json");
  const options = existsSync(optionsFile)
    ? (JSON.parse(readFileSync(optionsFile, "utf8")) as Partial<ImportArguments>)
    : {};
  const source = readdirSync(folder).filter((file) => !OTHERS.has(file));

  test("becomes a plan that generates at once, and that check accepts", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "" });
    cpSync(folder, cwd, { recursive: true });
    const imported = { from, files: source, ...options };
    expect(await runImport(cwd, { ...imported, report: "losses.md" })).toMatchObject({ code: 0, stderr: "" });
    const plan = readFileSync(join(cwd, "tracking-plan.yaml"), "utf8");
    await expect(plan).toMatchFileSnapshot(join(folder, "expected.yaml"));
    await expect(readFileSync(join(cwd, "losses.md"), "utf8")).toMatchFileSnapshot(join(folder, "report.md"));
    expect(await succeeds(generate, cwd)).toBe("");
    expect(await succeeds(check, cwd)).toBe("");

    // The baseline is that of `check`.
    const baseline = readBaselineIn(cwd);
    await check({ format: "text", strict: false, updateBaseline: true }, captureIo({ cwd }));
    expect(readBaselineIn(cwd)).toBe(baseline);

    // The same once more, and added to itself.
    expect(await runImport(cwd, { ...imported, out: "again.yaml" })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, "again.yaml"), "utf8")).toBe(plan);
    expect(await runImport(cwd, { ...imported, merge: true })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, "tracking-plan.yaml"), "utf8")).toBe(plan);
  });
});
