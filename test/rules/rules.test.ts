import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/diagnostics/catalogue.ts";
import { type Diagnostic, inOrder } from "../../src/diagnostics/diagnostic.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { RULES } from "../../src/rules/rules.ts";
import { runRules } from "../../src/rules/run-rules.ts";

const FOLDER = import.meta.dirname;
const TODAY = "2026-01-31";
const RULE_NAMES = RULES.map(({ name }) => name);

/** The plan that an example of the documentation is a part of: it leaves out what every plan has. */
function planOfExample(example: string): string {
  const head = "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\n";
  return `${head}${/^events:/mu.test(example) ? "" : "events: {}\n"}${example}`;
}

/** What one rule says about a plan that reads without errors. */
function toldBy(rule: string, file: string, text: string): readonly Diagnostic[] {
  const { plan, diagnostics, locate, files } = readPlan({ file, bytes: new TextEncoder().encode(text) });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toStrictEqual([]);
  return inOrder(runRules(plan!, { locate, today: TODAY }), files).filter(({ code }) => code === rule);
}

test("has a folder for every rule, and a rule for every folder", () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  expect(folders.toSorted()).toStrictEqual(RULE_NAMES.toSorted());
});

test("has no rule with the name of another diagnostic", () => {
  expect(RULE_NAMES.filter((name) => name in CATALOGUE)).toStrictEqual([]);
});

describe.each(RULES)("$name", ({ name, bad, good }) => {
  /** A plan beside the example of the rule, for what is more than an example. */
  function further(file: "bad.yaml" | "good.yaml"): readonly Diagnostic[] {
    const path = join(FOLDER, name, file);
    return existsSync(path) ? toldBy(name, file, readFileSync(path, "utf8")) : [];
  }

  test("says what is wrong with bad plans, its example first", () => {
    const example = toldBy(name, "example", planOfExample(bad));
    expect(example).not.toStrictEqual([]);
    const rendered = renderText([...example, ...further("bad.yaml")], { color: false });
    const expected = join(FOLDER, name, "expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(expected, rendered);
    // Different on purpose? `UPDATE_GOLDEN=1` writes what is said now.
    expect(rendered).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
  });

  test("has nothing to say about good plans", () => {
    expect(toldBy(name, "example", planOfExample(good))).toStrictEqual([]);
    expect(further("good.yaml")).toStrictEqual([]);
  });
});
