import * as z from "zod";
import { RULE_NAMES, ruleFormat, type RuleName } from "../format/rule-format.ts";
import { code, fence, heading, link, list, table } from "../text/markdown.ts";
import { RULES } from "./rules.ts";

/** The plan that an example of the documentation is a part of: it leaves out what every plan has. */
export function planOfExample(example: string): string {
  const head = "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\n";
  return `${head}${/^events:/mu.test(example) ? "" : "events: {}\n"}${example}`;
}

/** An option of a rule, as people read it. */
interface RuleOption {
  readonly name: string;
  readonly description: string;
  /** What it takes, and the value that it has when the plan does not say. */
  readonly values: string;
  readonly initial: string;
}

/** The page of all rules: a table of contents, then each rule. */
export function renderRulesPage(): string {
  const rows = RULE_NAMES.map((name) => [
    link(code(name, "cell"), `#${name}`),
    ruleFormat(name).severity,
    ruleFormat(name).title,
  ]);
  const parts = [
    heading(1, "Rules of a good plan"),
    "`tracking-plan check` holds a plan to these rules. This page is made by `npm run rules-page` from the rules themselves.",
    table(["Rule", "Default", "What holds in a good plan"], rows),
    heading(2, "Settings"),
    "How loud a rule is stands in the plan, for all of it, together with the options that the rule has. An `error` fails `check`, a `warning` fails `check --strict`, and `off` is not checked:",
    fence(
      "yaml",
      'lint:\n  rules:\n    missing-owner: off\n    event-naming: { severity: error, style: "Title Case" }',
    ),
    "An exception stands where it is made, with the reason: on an event, a group or a property, and for all that is in it. One that has no effect any more is a warning (`unused-exception`), and a rule that does not exist is an error (`unknown-rule`):",
    fence(
      "yaml",
      "events:\n  subscription_payment:\n    lint: { ignore: { event-naming: Reports know the event by this name. } }",
    ),
    ...RULE_NAMES.map((name) => renderRulePage(name, 2)),
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * One rule as Markdown: what holds, why, a bad and a good example, its options and what it leaves alone.
 *
 * @param level of the heading that it begins with
 */
export function renderRulePage(name: RuleName, level: 1 | 2 = 1): string {
  const { title, severity, advisory } = ruleFormat(name);
  const { why, bad, good, notes } = RULES[name].documentation;
  const options = describeOptions(name);
  const parts = [
    heading(level, name),
    `${title} Default: ${code(severity)}${advisory === true ? ", which never fails a check" : ""}.`,
    why,
    "Bad:",
    fence("yaml", bad.trimEnd()),
    "Good:",
    fence("yaml", good.trimEnd()),
    ...(options.length === 0 ? [] : [list(options)]),
    ...(notes === undefined ? [] : [notes]),
  ];
  return parts.join("\n\n");
}

/** What each option of a rule is, one sentence after another, as Markdown. */
export function describeOptions(name: RuleName): readonly string[] {
  return optionsOf(name).map(renderOption);
}

/** The options of a rule, in the format's order. */
function optionsOf(name: RuleName): readonly RuleOption[] {
  const schema = z.toJSONSchema(z.object(ruleFormat(name).options), { io: "input" });
  return Object.entries(schema.properties ?? {}).map(([option, part]) => {
    const { description = "", enum: values, default: initial, type } = part as z.core.JSONSchema.JSONSchema;
    return {
      name: option,
      description,
      values:
        values === undefined
          ? (TYPES[String(type)] ?? String(type))
          : values.map((value) => code(String(value))).join(", "),
      initial:
        initial === undefined
          ? "none"
          : code(typeof initial === "string" ? initial : JSON.stringify(initial)),
    };
  });
}

const TYPES: Readonly<Record<string, string>> = { array: "a list of words", integer: "a whole number" };

function renderOption({ name, description, values, initial }: RuleOption): string {
  return `${code(name)}: ${description} Takes ${values}. Default: ${initial}.`;
}
