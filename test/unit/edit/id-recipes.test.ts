import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ID_RECIPES } from "../../../src/edit/id-recipes.ts";
import { matchForm } from "../../../src/plan/ids/forms.ts";
import { planOf } from "../../support/read-text.ts";

/** The table of `docs/ids.md`: its rows, as the cells are meant. */
const ROWS = readFileSync(new URL("../../../docs/ids.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .slice(1)
  .map((line) => line.split(/(?<!\\)\|/u).map((cell) => cell.trim().replaceAll("\\|", "|")))
  .map(([, name = "", title, example = "", form = "", verified]) => ({
    name: bare(name),
    recipe: { title, example: bare(example), form: parse(bare(form)) as unknown },
    verified,
  }));

function bare(cell: string): string {
  return cell.replaceAll(/^`|`$/gu, "");
}

test("the table of the docs is what `init` knows", () => {
  const told = ROWS.map(({ name, recipe }) => [name, recipe]);
  expect(told).toEqual(Object.entries(ID_RECIPES));
});

test.each(Object.entries(ID_RECIPES))("%s accepts its example as it is", (_, { example, form }) => {
  const plan = planOf(`plan: 1\nname: shop\nidentity: { user_id: ${JSON.stringify(form)} }\nevents: {}\n`);
  expect(plan.identity.userId.forms.map((read) => matchForm(read, example))).toEqual([example]);
});
