import { CATALOGUE, type CatalogueEntry } from "../diagnostics/catalogue.ts";
import { type Page, renderIndex, renderPage } from "../diagnostics/render/page.ts";
import { RULE_NAMES, ruleFormat, type RuleName } from "../format/rule-format.ts";
import { describeOptions } from "../rules/describe-options.ts";
import { RULES } from "../rules/rules.ts";
import { didYouMean } from "../text/nearest.ts";
import { byCodeUnit } from "../text/order.ts";
import { finish, showsColor } from "./command.ts";
import { type ExitCode, type Io, UsageError } from "./io.ts";

/** What the command line says to `explain`. */
export interface ExplainArguments {
  /** Without one, all are listed. */
  readonly code?: string | undefined;
  readonly format: "text" | "json";
}

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
  off: "a rule, by default off",
} as const;

/**
 * `explain`: what a code or a rule means, how it comes about and what to do; or all that there are.
 *
 * @throws UsageError when there is no such code.
 */
export async function explain({ code, format }: ExplainArguments, io: Io): Promise<ExitCode> {
  const pages = [
    ...Object.entries<CatalogueEntry>(CATALOGUE).map(([name, entry]) => pageOfDiagnostic(name, entry)),
    ...RULE_NAMES.map((name) => pageOfRule(name)),
  ].toSorted((a, b) => byCodeUnit(a.code, b.code));
  const found = pages.filter((page) => code === undefined || page.code === code.toLowerCase());
  const [first] = found;
  if (first === undefined) throw unknownCode(String(code), pages);
  if (format === "json") {
    const codes = found.map((page) => ({
      code: page.code,
      severity: page.severity,
      title: page.title,
      sections: page.sections.map((section) => ({
        heading: section.heading,
        text: "text" in section ? section.text : section.lines.join("\n"),
      })),
    }));
    return finish(
      { command: "explain", ok: true, diagnostics: [], summary: [], result: { codes } },
      { format },
      io,
    );
  }
  const options = { color: showsColor(io) };
  const head = "Every code and rule. `tracking-plan explain CODE` tells more of one.\n\n";
  io.stdout.write(code === undefined ? head + renderIndex(found, options) : renderPage(first, options));
  return 0;
}

function pageOfDiagnostic(code: string, { severity, title, cause, fix }: CatalogueEntry): Page {
  return {
    code,
    severity,
    consequence: CONSEQUENCES[severity],
    title,
    sections: [
      { heading: "What it says", text: title },
      { heading: "Why", text: cause },
      { heading: "What to do", text: fix },
    ],
  };
}

function pageOfRule(name: RuleName): Page {
  const { severity, title, advisory } = ruleFormat(name);
  const { why, bad, good, notes } = RULES[name].documentation;
  const options = describeOptions(name);
  return {
    code: name,
    severity,
    consequence: advisory === true ? "a rule: nothing fails" : RULE_CONSEQUENCES[severity],
    title,
    sections: [
      { heading: "What holds in a good plan", text: title },
      { heading: "Why", text: why },
      { heading: "Bad", lines: bad.trimEnd().split("\n") },
      { heading: "Good", lines: good.trimEnd().split("\n") },
      ...(options.length === 0 ? [] : [{ heading: "Options", text: options.join("\n") }]),
      ...(notes === undefined ? [] : [{ heading: "Notes", text: notes }]),
      {
        heading: "Where to set it",
        text: `\`lint.rules.${name}\` in the plan; \`lint.ignore.${name}: REASON\` on an event, a group or a property makes an exception.`,
      },
    ],
  };
}

function unknownCode(code: string, pages: readonly Page[]): UsageError {
  const meant = didYouMean(
    code,
    pages.map((page) => page.code),
  );
  return new UsageError(
    `There is no code \`${code}\`.`,
    meant ?? "Run `tracking-plan explain` for all of them.",
  );
}
