import { describeOptions } from "../../src/rules/options.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { RULES } from "../../src/rules/rules.ts";
import { code, fence, heading, link, list, table } from "../../src/text/markdown.ts";

/** `docs/rules.md`: all rules, a table of contents and then each rule. */
export function rulesPage(): string {
  const rows = RULES.map(({ name, severity, title }) => [
    link(code(name, "cell"), `#${name}`),
    severity,
    title,
  ]);
  return `${[
    heading(1, "Rules"),
    "`tracking-plan check` lints the plan by these rules. `tracking-plan explain RULE` shows one of them in the terminal. `check` runs them if the plan has no errors. `generate` runs no rules, so style never blocks you. This page is generated from the rules.",
    table(["Rule", "Default", "A good plan"], rows),
    heading(2, "Settings"),
    "Set each rule's severity in the plan, with its options. An `error` fails `check`. A `warning` fails `check --strict`. `off` skips the rule.",
    fence(
      "yaml",
      'lint:\n  rules:\n    missing-owner: off\n    event-naming: { severity: error, style: "Title Case" }',
    ),
    "To make an exception, write the rule and the reason under `lint.ignore` of the event, group or property. It also applies to everything inside. An exception that has no effect is a warning (`unused-exception`). An unknown rule is an error (`unknown-rule`).",
    fence(
      "yaml",
      "events:\n  subscription_payment:\n    lint: { ignore: { event-naming: Reports know the event by this name. } }",
    ),
    "A plan that has many warnings already can accept them in a baseline: see [CI](ci.md#a-plan-with-many-warnings).",
    "Dates never break a build: a `remove_after` in the past is a warning that does not fail, not even with `--strict`.",
    ...RULES.map(section),
  ].join("\n\n")}\n`;
}

/** One rule: what holds, why, a bad and a good example, its options and what it leaves alone. */
function section(rule: Rule): string {
  const { name, title, severity, advisory, why, bad, good, notes } = rule;
  const options = describeOptions(rule.options);
  return [
    heading(2, name),
    `${title} Default: ${code(severity)}${advisory === true ? ", which never fails a check" : ""}.`,
    why,
    "Bad:",
    fence("yaml", bad.trimEnd()),
    "Good:",
    fence("yaml", good.trimEnd()),
    ...(options.length === 0 ? [] : [list(options)]),
    ...(notes === undefined ? [] : [notes]),
  ].join("\n\n");
}
