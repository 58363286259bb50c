import type { CatalogueEntry } from "../diagnostic.ts";

/** About the settings of rules. What the rules themselves say has the rule's name for a code. */
export const LINT_CODES = {
  "unknown-rule": {
    severity: "error",
    title: "A referenced rule does not exist.",
    cause: "The keys of `lint.rules` and `lint.ignore` are names of rules.",
    fix: "Correct the name, or remove it.",
  },
  "unused-exception": {
    severity: "warning",
    title: "An exception to a rule has no effect.",
    cause:
      "What `lint.ignore` suppressed no longer occurs. If it stays, it hides the next problem of its kind.",
    fix: "Remove the rule from `lint.ignore`.",
    about: "rules",
  },
  "baseline-exceeded": {
    severity: "error",
    title: "There are more findings than the baseline accepts.",
    cause:
      "`tracking-plan.baseline.json` has how often each rule of `check` and each code of `audit` reported each name when it was written. New findings fail. If a name is reported more often than before, all of its findings are shown: which of them is new is not known.",
    fix: "Fix the new ones, or make an exception: `lint.ignore` in the plan, `tracking-plan-ignore` in code. The command with `--update-baseline` accepts them.",
    about: "files",
  },
  "baseline-outdated": {
    severity: "info",
    title: "The baseline accepts more findings than there are.",
    cause:
      "Something was fixed. While the baseline still accepts it, it can come back unnoticed. With `--strict` it is an error.",
    fix: "Run the command with `--update-baseline`, and commit the result.",
    about: "files",
  },
} as const satisfies Record<string, CatalogueEntry>;
