/** The YAML of all pages: plans and parts of plans are read, over this repository's own plan where they are parts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ID_RECIPES } from "../../src/edit/id-recipes.ts";
import { emitContract } from "../../src/emit/typescript/user-id-module.ts";
import { includedFormat } from "../../src/format/plan-format.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { ROOT } from "../support/command-line.ts";
import { PAGES, snippetsIn, snippetWith } from "../support/documentation.ts";
import { loadModule } from "../support/load-module.ts";
import type { ContractModule } from "../vectors/load-vectors.ts";

type Yaml = Readonly<Record<string, unknown>>;

const ownPlan = parse(readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8")) as Yaml;

/** Sections of a plan that a part adds to. Any other section takes the place of the plan's own. */
const ADDED_TO = ["properties", "person", "groups"];

/** What is wrong with a plan, or with the repository's plan with this part in it. */
function faultsOf(part: Yaml): readonly unknown[] {
  const sections = ADDED_TO.flatMap((name) =>
    part[name] === undefined ? [] : [[name, Object.assign({}, ownPlan[name], part[name])]],
  );
  const plan = "plan" in part ? part : { ...ownPlan, ...part, ...Object.fromEntries(sections) };
  const bytes = Buffer.from(JSON.stringify(plan));
  const { diagnostics } = readPlan({ file: "plan.yaml", folder: "api", bytes });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

const isWorkflow = (value: unknown): boolean => Array.isArray(value) || "jobs" in (value as Yaml);

// The rules have tests of their examples. A block with several recipes repeats its key.
const pages = PAGES.filter(({ path }) => path !== "docs/rules.md");
const blocks = snippetsIn("yaml", pages).filter(({ code }) => !code.startsWith("# Clerk"));
const plans = blocks.filter(({ code }) => !isWorkflow(parse(code)));

test("there are plans, and steps of workflows", () => {
  expect(plans.length).toBeGreaterThan(15);
  expect(blocks.length - plans.length).toBe(2);
});

test.each(plans.map(({ page, code }, index) => ({ page, code, index })))(
  "$page, block $index, is valid",
  ({ code }) => {
    const { include, owner, category, user_id, ...rest } = parse(code) as Yaml;
    const part = user_id === undefined ? rest : { ...rest, identity: { user_id } };
    expect(
      includedFormat
        .pick({ include: true, owner: true, category: true })
        .safeParse({ include, owner, category }),
    ).toMatchObject({ success: true });
    expect(faultsOf(part)).toEqual([]);
  },
);

describe("the excerpt in the README", () => {
  const excerpt = parse(snippetWith("README.md", "checkout_completed:")) as Yaml;

  test("leaves things out of this repository's plan, and changes none", () => {
    // A name alone stands for the shared property: the plan may say more of it.
    const said = JSON.parse(JSON.stringify(excerpt, (_key, value: unknown) => value ?? undefined)) as Yaml;
    expect(ownPlan).toMatchObject(said);
  });
});

describe("recipes for ids", () => {
  const recipes = snippetWith("docs/identity.md", "# Clerk")
    .split(/\n(?=#)/u)
    .map(
      (recipe) => /^# (.+): (\S+)\n(.+)$/u.exec(recipe)!.slice(1) as [name: string, id: string, yaml: string],
    );

  test("are some of those of `init`", () => {
    const told = recipes.map(([title, example, yaml]) => ({
      title,
      example,
      form: (parse(yaml) as { readonly user_id: unknown }).user_id,
    }));
    expect(told.length).toBeGreaterThan(5);
    expect(Object.values(ID_RECIPES)).toEqual(expect.arrayContaining(told));
  });

  test.each(recipes)("the one for %s is valid and accepts %s", async (_name, id, yaml) => {
    const text = `plan: 1\nname: recipe\nidentity:\n  ${yaml}\nevents: {}\n`;
    const { plan, diagnostics } = readPlan({ file: "plan.yaml", bytes: Buffer.from(text) });
    expect(diagnostics).toEqual([]);
    const source = emitContract({
      user: plan!.identity.userId,
      actors: [],
      groupKeys: [],
      namespace: "1f682303-944b-5e35-b794-e00fd84cb63c",
    });
    const { parseUserId } = await loadModule<ContractModule>(source);
    expect(parseUserId(id)).toEqual({ ok: true, id });
  });
});
