import type { KindEntry } from "./effect.ts";

/** What can become of the type of a property, or of what a list or a map holds. */
export const TYPE_KINDS = {
  "type-changed": {
    phrase: "has another type",
    code: ["breaking", "Calls that pass the old type do not compile."],
    data: ["breaking", "Values before and after cannot be compared, filtered or added up together."],
  },
  "type-narrowed": {
    phrase: "has a narrower type",
    code: ["breaking", "Values that were accepted are refused."],
    data: ["safe", "What comes is of a kind that came before."],
  },
  "type-widened": {
    phrase: "has a wider type",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Values of another kind may come."],
  },
  "values-added": {
    phrase: "takes more values",
    code: ["safe", "Calls may pass them."],
    data: ["risky", "What lists the values by name misses the new ones."],
  },
  "values-removed": {
    phrase: "takes fewer values",
    code: ["breaking", "Calls that pass them do not compile."],
    data: ["risky", "No longer sent: reports that count them stop growing."],
  },
  "values-reordered": { phrase: "lists its values in another order, or with another meaning" },
  "pattern-added": {
    phrase: "has a pattern now",
    code: ["breaking", "Text of another form is refused."],
    data: ["safe", "What comes is of a form that came before."],
  },
  "pattern-changed": {
    phrase: "has another pattern",
    code: ["breaking", "Text of the old form may be refused."],
    data: ["risky", "Text of another form may come."],
  },
  "pattern-removed": {
    phrase: "has no pattern any more",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Text of any form may come."],
  },
  "limit-narrowed": {
    phrase: "has a narrower limit",
    code: ["breaking", "Values outside it are rejected at run time; the compiler will not catch this."],
    data: ["safe", "What comes is of a size that came before."],
  },
  "limit-widened": {
    phrase: "has a wider limit",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["safe", "Larger or smaller values may come."],
  },
  "limit-restated": { phrase: "says the same limit in another way" },
  "truncate-added": {
    phrase: "is cut now",
    code: ["safe", "Longer text is accepted, and cut."],
    data: ["risky", "Text that was whole is cut."],
  },
  "truncate-changed": {
    phrase: "is cut at another length",
    data: ["risky", "The same text comes in another length."],
  },
  "truncate-removed": {
    phrase: "is not cut any more",
    code: ["breaking", "Longer text than allowed is refused in place of being cut."],
    data: ["risky", "The same text comes in another length, or not at all."],
  },
} as const satisfies Readonly<Record<string, KindEntry>>;
