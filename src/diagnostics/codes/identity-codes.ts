import type { CatalogueEntry } from "../catalogue-entry.ts";

/** About the contract of ids, and who sends an event. */
export const IDENTITY_CODES = {
  "form-beside-forms": {
    severity: "error",
    title: "An id has one form inline and a list of `forms` beside it.",
    cause: "With both it would not be said which of them new ids have.",
    fix: "Make the inline form the first item of `forms`.",
  },
} as const satisfies Record<string, CatalogueEntry>;
