import { CATALOGUE } from "../diagnostics/catalogue.ts";
import type { CatalogueEntry } from "../diagnostics/diagnostic.ts";
import type { Page } from "../diagnostics/render/page.ts";
import { describeOptions } from "../rules/options.ts";
import type { Rule } from "../rules/rule.ts";
import { RULES } from "../rules/rules.ts";
import { byCodeUnit } from "../text/order.ts";

/** What a severity does, for people. */
const CONSEQUENCES = {
  error: "error: nothing is generated, and `check` fails",
  warning: "warning: `check` fails with `--strict`",
  info: "note: nothing fails",
} as const satisfies Record<CatalogueEntry["severity"], string>;

/** The same of a rule, in a plan that sets nothing else. */
const RULE_CONSEQUENCES = {
  error: "a rule, by default an error: `check` fails",
  warning: "a rule, by default a warning: `check` fails with `--strict`",
} as const;

/** What every code and every rule means, by name. */
export function allPages(): readonly Page[] {
  return [
    ...Object.entries<CatalogueEntry>(CATALOGUE).map(([name, entry]) => pageOfDiagnostic(name, entry)),
    ...RULES.map(pageOfRule),
  ].toSorted((a, b) => byCodeUnit(a.code, b.code));
}

function pageOfDiagnostic(code: string, { severity, title, cause, fix }: CatalogueEntry): Page {
  return {
    code,
    severity,
    consequence: CONSEQUENCES[severity],
    title,
    sections: [
      { heading: "Problem", text: title },
      { heading: "Why", text: cause },
      { heading: "What to do", text: fix },
    ],
  };
}

function pageOfRule(rule: Rule): Page {
  const { name, severity, title, advisory, why, bad, good, notes } = rule;
  const options = describeOptions(rule.options);
  return {
    code: name,
    severity,
    consequence: advisory === true ? "a rule: nothing fails" : RULE_CONSEQUENCES[severity],
    title,
    sections: [
      { heading: "Rule", text: title },
      { heading: "Why", text: why },
      { heading: "Bad", lines: bad.trimEnd().split("\n") },
      { heading: "Good", lines: good.trimEnd().split("\n") },
      ...(options.length === 0 ? [] : [{ heading: "Options", text: options.join("\n") }]),
      ...(notes === undefined ? [] : [{ heading: "Notes", text: notes }]),
      {
        heading: "Where to set it",
        text: `Severity and options: \`lint.rules.${name}\` in the plan. Exceptions: \`lint.ignore.${name}: REASON\` on an event, a group or a property.`,
      },
    ],
  };
}
