import { describeOptions, type Rule } from "../../src/rules/rule.ts";
import { RULES } from "../../src/rules/rules.ts";
import { code, fence, heading, link, list, table } from "../../src/text/markdown.ts";

/** `src/rules/README.md`: all rules as a page, a table of contents and then each rule. */
export function rulesReference(): string {
  const rows = RULES.map(({ name, severity, title }) => [
    link(code(name, "cell"), `#${name}`),
    severity,
    title,
  ]);
  return `${[
    heading(1, "Rules of a good plan"),
    "`tracking-plan check` lints a plan by these rules. This page is made from the rules themselves: change them, and run `npm run golden:update`.",
    table(["Rule", "Default", "What holds in a good plan"], rows),
    heading(2, "Settings"),
    "Set each rule's severity in the plan, together with the options that the rule has. An `error` fails `check`, a `warning` fails `check --strict`, and `off` is not checked:",
    fence(
      "yaml",
      'lint:\n  rules:\n    missing-owner: off\n    event-naming: { severity: error, style: "Title Case" }',
    ),
    "An exception stands where it is made, with the reason: on an event, a group or a property, and for all that is in it. One that has no effect any more is a warning (`unused-exception`), and a rule that does not exist is an error (`unknown-rule`):",
    fence(
      "yaml",
      "events:\n  subscription_payment:\n    lint: { ignore: { event-naming: Reports know the event by this name. } }",
    ),
    ...RULES.map(section),
  ].join("\n\n")}\n`;
}

/** One rule: what holds, why, a bad and a good example, its options and what it leaves alone. */
function section(rule: Rule): string {
  const { name, title, severity, advisory, why, bad, good, notes } = rule;
  const options = describeOptions(rule);
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
