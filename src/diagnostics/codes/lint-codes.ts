import type { CatalogueEntry } from "../diagnostic.ts";

/** About the settings of rules. What the rules themselves say has the rule's name for a code. */
export const LINT_CODES = {
  "unknown-rule": {
    severity: "error",
    title: "A rule that is named does not exist.",
    cause: "Under `lint.rules` and `lint.ignore` stand names of rules.",
    fix: "Correct the name, or remove it.",
  },
  "unused-exception": {
    severity: "warning",
    title: "An exception to a rule has no effect.",
    cause:
      "What `lint.ignore` silenced is not there any more. Left behind, it would silence the next fault of its kind.",
    fix: "Remove the rule from `lint.ignore`.",
    about: "rules",
  },
} as const satisfies Record<string, CatalogueEntry>;
