import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeTempFolder } from "../support/temp-folder.ts";

/** The linter itself, with this repository's rules, on files that import across layers. */

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** File, what it imports, and whether the layers allow it. */
const imports: readonly (readonly [file: string, imported: string, isAllowed: boolean])[] = [
  ["src/text/file.ts", "../plan/plan.ts", false],
  ["src/portable/file.ts", "./values.ts", true],
  ["src/portable/file.ts", "../text/json.ts", false],
  ["src/portable/file.ts", "node:fs", false],
  ["src/browser/file.ts", "./options.ts", true],
  ["src/browser/file.ts", "../portable/values.ts", true],
  ["src/browser/file.ts", "../runtime/definition.ts", false],
  ["src/browser/file.ts", "posthog-js", false],
  ["src/plan/file.ts", "../text/json.ts", true],
  ["src/plan/file.ts", "../portable/ids.ts", true],
  ["src/plan/file.ts", "../read/read-plan.ts", false],
  ["src/plan/ids/file.ts", "../plan.ts", true],
  ["src/plan/ids/file.ts", "../../text/json.ts", true],
  ["src/plan/ids/file.ts", "../../format/plan-format.ts", false],
  ["src/diagnostics/codes/file.ts", "../../read/read-plan.ts", false],
  ["src/format/file.ts", "../plan/ids/identity.ts", true],
  ["src/format/file.ts", "../read/read-plan.ts", false],
  ["src/read/identity/file.ts", "../../plan/plan.ts", true],
  ["src/read/identity/file.ts", "../../emit/emit-all.ts", false],
  ["src/edit/file.ts", "../text/order.ts", true],
  ["src/edit/file.ts", "../read/read-plan.ts", false],
  ["src/emit/file.ts", "../edit/add-events.ts", false],
  ["src/emit/typescript/file.ts", "../emit-all.ts", true],
  ["src/emit/typescript/file.ts", "../../read/read-plan.ts", false],
  ["src/emit/file.ts", "../commands/generate.ts", false],
  ["src/diff/file.ts", "../plan/plan.ts", true],
  ["src/diff/file.ts", "../diagnostics/diagnostic.ts", true],
  ["src/diff/compare/file.ts", "../table/kinds.ts", true],
  ["src/diff/compare/file.ts", "../../read/read-plan.ts", false],
  ["src/diff/table/file.ts", "../../emit/emit-all.ts", false],
  ["src/draft/file.ts", "../naming/name-style.ts", true],
  ["src/draft/file.ts", "../rules/rules.ts", false],
  ["src/import/file.ts", "../draft/draft-plan.ts", true],
  ["src/import/file.ts", "../exchange/losses.ts", true],
  ["src/import/tables/file.ts", "../../commands/io.ts", false],
  ["src/import/file.ts", "../emit/emit-all.ts", false],
  ["src/draft/file.ts", "../import/importer.ts", false],
  ["src/rules/file.ts", "../plan/plan.ts", true],
  ["src/rules/file.ts", "../format/lint-format.ts", false],
  ["src/format/file.ts", "../rules/rules.ts", true],
  ["src/rules/file.ts", "../diagnostics/diagnostic.ts", true],
  ["src/rules/catalogue/file.ts", "../../naming/units.ts", true],
  ["src/naming/file.ts", "../plan/plan.ts", true],
  ["src/naming/file.ts", "../rules/rules.ts", false],
  ["src/plan/file.ts", "../naming/units.ts", false],
  ["src/runtime/file.ts", "../naming/units.ts", false],
  ["src/read/file.ts", "../naming/units.ts", false],
  ["src/rules/catalogue/file.ts", "../../read/read-plan.ts", false],
  ["src/rules/file.ts", "../emit/emit-all.ts", false],
  ["src/read/file.ts", "../rules/run-rules.ts", false],
  ["src/audit/facts/file.ts", "../../plan/plan.ts", true],
  ["src/audit/verdicts/file.ts", "../../naming/name-style.ts", true],
  ["src/audit/verdicts/file.ts", "../../rules/rules.ts", false],
  ["src/audit/facts/file.ts", "../../read/read-plan.ts", false],
  ["src/commands/file.ts", "../audit/read-code.ts", true],
  ["src/draft/file.ts", "../edit/new-event.ts", true],
  ["src/draft/file.ts", "../commands/io.ts", false],
  ["src/audit/file.ts", "../draft/draft-plan.ts", false],
  ["src/audit/file.ts", "../naming/units.ts", true],
  ["src/audit/file.ts", "../rules/rules.ts", false],
  ["src/edit/file.ts", "../draft/draft-plan.ts", false],
  ["src/exchange/file.ts", "../diagnostics/diagnostic.ts", true],
  ["src/exchange/file.ts", "../read/read-plan.ts", false],
  ["src/emit/file.ts", "../exchange/losses.ts", false],
  ["src/commands/file.ts", "../exchange/losses.ts", true],
  ["src/export/csv/file.ts", "../../emit/header.ts", true],
  ["src/export/file.ts", "../exchange/losses.ts", true],
  ["src/export/file.ts", "../commands/io.ts", false],
  ["src/emit/file.ts", "../export/exported.ts", false],
  ["src/commands/file.ts", "../read/read-plan.ts", true],
  ["src/commands/file.ts", "../rules/run-rules.ts", true],
  ["src/commands/file.ts", "../cli/main.ts", false],
  ["src/commands/file.ts", "../functions/functions.ts", false],
  ["src/observe/file.ts", "../functions/functions.ts", false],
  ["src/functions/file.ts", "../commands/io.ts", true],
  ["src/functions/file.ts", "../observe/session.ts", true],
  ["src/functions/file.ts", "../emit/emit-all.ts", false],
  ["src/functions/file.ts", "../cli/commands.ts", false],
  ["src/cli/file.ts", "../functions/functions.ts", true],
  ["src/cli/file.ts", "../commands/io.ts", true],
  ["src/cli/file.ts", "../read/read-plan.ts", false],
  ["src/commands/file.ts", "../runtime/definition.ts", false],
  ["src/commands/init/file.ts", "../../edit/starter-plan.ts", true],
  ["src/commands/init/file.ts", "../../runtime/settings/settings.ts", false],
  ["src/commands/doctor/file.ts", "../../runtime/settings/settings.ts", true],
  ["src/commands/doctor/file.ts", "../../runtime/settings/tracker-options.ts", false],
  ["src/commands/doctor/file.ts", "../../runtime/definition.ts", false],
  ["src/commands/doctor/file.ts", "../../cli/main.ts", false],
  ["src/endpoint/file.ts", "../text/json.ts", true],
  ["src/endpoint/file.ts", "../plan/plan.ts", false],
  ["src/plan/file.ts", "../endpoint/start.ts", false],
  ["src/commands/file.ts", "../endpoint/start.ts", true],
  ["src/endpoint/file.ts", "../observe/judge.ts", false],
  ["src/observe/file.ts", "../endpoint/received.ts", true],
  ["src/observe/file.ts", "../read/property/value.ts", true],
  ["src/observe/file.ts", "../naming/similar-events.ts", true],
  ["src/observe/file.ts", "../rules/rules.ts", false],
  ["src/observe/file.ts", "../audit/read-code.ts", false],
  ["src/plan/file.ts", "../observe/judge.ts", false],
  ["src/commands/file.ts", "../observe/judge.ts", true],
  ["src/inspector-page/file.ts", "../observe/shown-event.ts", true],
  ["src/inspector-page/file.ts", "../endpoint/persons.ts", true],
  ["src/inspector-page/file.ts", "../plan/plan.ts", false],
  ["src/commands/file.ts", "../inspector-page/model.ts", false],
  ["src/runtime/file.ts", "./event/draft.ts", true],
  ["src/runtime/file.ts", "../portable/values.ts", true],
  ["src/runtime/file.ts", "../text/json.ts", false],
  ["src/runtime/event/file.ts", "../definition.ts", true],
  ["src/runtime/event/file.ts", "../../portable/ids.ts", true],
  ["src/runtime/event/file.ts", "../../plan/plan.ts", false],
  ["src/commands/outbox/file.ts", "../../outbox/postgres/migrations.ts", true],
  ["src/commands/outbox/file.ts", "../../outbox/postgres/query.ts", false],
  ["src/commands/outbox/file.ts", "../../runtime/settings/settings.ts", false],
  ["src/commands/outbox/file.ts", "../../runtime/relay.ts", true],
  ["src/commands/relay/file.ts", "../../runtime/relay.ts", true],
  ["src/commands/relay/file.ts", "../../runtime/settings/settings.ts", true],
  ["src/commands/relay/file.ts", "../../runtime/delivery/delivery.ts", false],
  ["src/commands/relay/file.ts", "../outbox/load-outbox.ts", true],
  ["src/outbox/file/file.ts", "../../runtime/delivery/outbox.ts", true],
  ["src/outbox/file/file.ts", "../../portable/values.ts", false],
  ["src/runtime/file.ts", "../outbox/file/index.ts", false],
  ["src/testing/file.ts", "../runtime/report/reporter.ts", true],
  ["src/testing/file.ts", "../plan/plan.ts", false],
];

test("an import across layers is refused, and no other", () => {
  const files = Object.fromEntries(
    imports.map(([file, imported], index) => [
      file.replace("file.ts", `file-${index}.ts`),
      `import { value } from "${imported}";\nexport const own = value;\n`,
    ]),
  );
  const folder = makeTempFolder({
    ...files,
    ".oxlintrc.json": readFileSync(join(REPOSITORY, ".oxlintrc.json"), "utf8"),
  });
  const oxlint = join(REPOSITORY, "node_modules/.bin/oxlint");
  const { stdout } = spawnSync(oxlint, ["--format=unix", "src"], { cwd: folder, encoding: "utf8" });
  const refused = imports.filter((_, index) =>
    new RegExp(`file-${index}\\.ts:.*no-restricted-imports`, "u").test(stdout),
  );
  expect(refused).toEqual(imports.filter(([, , isAllowed]) => !isAllowed));
});

test("the table of layers names every folder of src, and no other", () => {
  const table = readFileSync(join(REPOSITORY, ".oxlintrc.json"), "utf8");
  const named = [...table.matchAll(/"src\/([\w-]+)\/\*\*"|(?<=\(\?:|\|)([\w-]+)(?=[|)])/gu)].map(
    ([, ruled, refused]) => ruled ?? refused,
  );
  const folders = readdirSync(join(REPOSITORY, "src"), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  expect([...new Set(named)].toSorted()).toEqual(folders.toSorted());
});

/** Folders that have anything in them, as paths below one. */
function foldersOf(path: string): ReadonlySet<string> {
  return new Set(readdirSync(join(REPOSITORY, path), { recursive: true, encoding: "utf8" }).map(dirname));
}

test("the folders of the unit tests are those of src", () => {
  const sources = foldersOf("src");
  expect([...foldersOf("test/unit")].filter((folder) => !sources.has(folder))).toEqual([]);
});
