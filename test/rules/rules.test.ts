import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/diagnostics/catalogue.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { inOrder } from "../../src/diagnostics/in-order.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { RULE_NAMES, type RuleName } from "../../src/format/rule-format.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { RULES } from "../../src/rules/rules.ts";
import { runRules } from "../../src/rules/run-rules.ts";

const FOLDER = import.meta.dirname;
const TODAY = "2026-01-31";

/** The plan that an example of the documentation is a part of: it leaves out what every plan has. */
function planOfExample(example: string): string {
  const head = "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\n";
  return `${head}${/^events:/mu.test(example) ? "" : "events: {}\n"}${example}`;
}

/** What one rule says about a plan that reads without errors. */
function toldBy(rule: RuleName, file: string, text: string): readonly Diagnostic[] {
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

test("lists the rules in the order of the format", () => {
  expect(Object.keys(RULES)).toStrictEqual(RULE_NAMES);
});

describe.each(RULE_NAMES)("%s", (rule) => {
  test("says what is wrong with a bad plan", () => {
    const bad = readFileSync(join(FOLDER, rule, "bad.yaml"), "utf8");
    const rendered = renderText(toldBy(rule, "bad.yaml", bad), { color: false });
    const expected = join(FOLDER, rule, "expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(expected, rendered);
    // Different on purpose? `UPDATE_GOLDEN=1` writes what is said now.
    expect(rendered).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
    expect(rendered).not.toBe("");
  });

  test("has nothing to say about a good plan", () => {
    expect(toldBy(rule, "good.yaml", readFileSync(join(FOLDER, rule, "good.yaml"), "utf8"))).toStrictEqual(
      [],
    );
  });

  test("documents itself with examples that are what they are said to be", () => {
    const { bad, good } = RULES[rule].documentation;
    expect(toldBy(rule, "bad.yaml", planOfExample(bad))).not.toStrictEqual([]);
    expect(toldBy(rule, "good.yaml", planOfExample(good))).toStrictEqual([]);
  });
});
