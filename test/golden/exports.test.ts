import { rmSync } from "node:fs";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { expect, test } from "vitest";
import { describeLoss } from "../../src/exchange/render-losses.ts";
import { locateLosses } from "../../src/exchange/losses.ts";
import { csvExporter } from "../../src/export/csv.ts";
import { dbtExporter } from "../../src/export/dbt/dbt.ts";
import type { Exporter } from "../../src/export/exported.ts";
import { jsonSchemaExporter } from "../../src/export/json-schema/json-schema.ts";
import { GOLDEN_CASES, readFolder, readGoldenPlan } from "../support/golden-cases.ts";
import { writeFiles } from "../support/temp-folder.ts";

/** The exports of the plans that have every type and every nasty name, each beside what was generated. */
const EXPORTERS: readonly (readonly [folder: string, exporter: Exporter])[] = [
  ["json-schema", jsonSchemaExporter],
  ["csv", csvExporter],
  ["dbt-bigquery", dbtExporter("bigquery")],
  ["dbt-snowflake", dbtExporter("snowflake")],
  ["dbt-postgres", dbtExporter("postgres")],
];

const CASES = ["every-type", "nasty-names"].flatMap((name) =>
  EXPORTERS.map(([folder, exporter]) => ({ name, folder, exporter })),
);

const plans = new Map(GOLDEN_CASES.map((golden) => [golden.name, golden]));

const NOWHERE = { file: "", line: 1, column: 1, length: 1, source: "" };

test.each(CASES)(
  "$folder of $name is what the golden folder holds (if a difference is meant: npm run golden:update)",
  async ({ name, folder, exporter }) => {
    const golden = plans.get(name)!;
    const { files, losses } = exporter.emit(await readGoldenPlan(golden));
    const said = locateLosses(losses, () => NOWHERE).map((loss) => `${loss.of}: ${describeLoss(loss)}\n`);
    const made = {
      ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
      "losses.txt": said.join(""),
    };
    const expected = join(golden.expected, "../exports", folder);
    if (process.env["UPDATE_GOLDEN"] === "1") {
      rmSync(expected, { recursive: true, force: true });
      writeFiles(expected, made);
    }
    expect(made).toEqual(readFolder(expected));
  },
);

test("a real parser reads tables of the same width back, with every event and property", async () => {
  for (const name of ["every-type", "nasty-names"]) {
    const plan = await readGoldenPlan(plans.get(name)!);
    const [events = [], properties = []] = csvExporter
      .emit(plan)
      .files.map(({ text }) => parseCsv(text, { bom: true, columns: true }) as Record<string, string>[]);
    expect(events.map(({ event }) => event)).toEqual(plan.events.map((event) => behindApostrophe(event.name)));
    const found = properties.filter(({ presence }) => presence !== "").map((row) => row["property"]);
    expect(found).toEqual(expect.arrayContaining(plan.events.flatMap((event) => event.properties.map((one) => one.name))));
  }
});

/** No name of these plans is taken for a formula. */
const behindApostrophe = (name: string): string => (/^[=+\-@]/u.test(name) ? `'${name}` : name);
