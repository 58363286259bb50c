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
} as const satisfies Record<string, CatalogueEntry>;
