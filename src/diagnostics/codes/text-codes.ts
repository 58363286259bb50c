import type { CatalogueEntry } from "../diagnostic.ts";

/** About the file as bytes, as text and as YAML. */
export const TEXT_CODES = {
  "file-too-large": {
    severity: "error",
    title: "The plan file is larger than a plan can sensibly be.",
    cause: "Files above the limit are not read, so that a wrong path cannot stall the command.",
    fix: "Check the path given with `--plan`, or split the plan.",
  },
  "file-not-text": {
    severity: "error",
    title: "The plan file is not UTF-8 text.",
    cause:
      "It holds a NUL byte or bytes that are no UTF-8: a binary file, or another encoding such as UTF-16.",
    fix: "Check the path, or save the file as UTF-8.",
  },
  "file-empty": {
    severity: "error",
    title: "The plan file holds nothing.",
    cause: "It is empty, or has only white space and comments.",
    fix: "Start with `plan: 1`, `name`, `identity` and `events`.",
  },
  "yaml-syntax": {
    severity: "error",
    title: "The file is not valid YAML.",
    cause:
      "Often an unclosed quote or bracket, wrong indentation, or an unquoted value that holds `: ` or ` #`.",
    fix: "Put the value in double quotes, or correct the indentation.",
  },
  "yaml-tab": {
    severity: "error",
    title: "A line is indented with a tab.",
    cause: "YAML does not take tabs as indentation, since their width is not known.",
    fix: "Indent with spaces, and let the editor do so for YAML files.",
  },
  "yaml-warning": {
    severity: "error",
    title: "The YAML reads, but not as it was meant.",
    cause:
      "Such as a tag that is not known: `!name` before a value, often a `!` that should be inside quotes.",
    fix: "Put the value in double quotes, or remove the tag.",
  },
  "yaml-documents": {
    severity: "error",
    title: "The file holds more than one YAML document.",
    cause: "A line with `---` starts another document; a plan is one document.",
    fix: "Remove the line, or move what follows to a file of its own.",
  },
  "yaml-too-deep": {
    severity: "error",
    title: "The file is nested deeper than a plan can sensibly be.",
    cause: "Readers of deep nesting run out of memory, so there is a limit.",
    fix: "Take levels out: a property of type `json` takes any JSON without a description of it.",
  },
  "anchor-unknown": {
    severity: "error",
    title: "An alias names an anchor that is not there.",
    cause:
      "`*name` stands for what `&name` marks earlier in the same file. Also: a value that starts with `*`.",
    fix: "Correct the name, put the anchor before the alias, or quote the value.",
  },
  "anchor-cycle": {
    severity: "error",
    title: "An alias stands inside the very thing that it names.",
    cause: "The value would hold itself without end.",
    fix: "Use the alias outside of what its anchor marks.",
  },
  "alias-bomb": {
    severity: "error",
    title: "Aliases expand to more than a plan can sensibly hold.",
    cause: "Aliases of aliases multiply: a few lines can stand for billions of values.",
    fix: "Use shared `properties` instead of nested aliases.",
  },
  "merge-not-map": {
    severity: "error",
    title: "A merge key `<<` does not name a map.",
    cause: "`<<` takes an alias of a map, or a list of them.",
    fix: "Give it `*name` where `&name` marks a map, or quote the key.",
  },
  "duplicate-key": {
    severity: "error",
    title: "A key stands twice in one map.",
    cause: "YAML would keep one of the two and lose the other without a word.",
    fix: "Remove or rename one of them.",
  },
  "key-not-text": {
    severity: "error",
    title: "A key is not text.",
    cause: "YAML reads `1.0`, `null`, `true` and `[a]` as other values than text.",
    fix: 'Put the key in quotes: `"1.0"`.',
  },
  "root-not-map": {
    severity: "error",
    title: "The file is not a map of keys.",
    cause: "A plan starts with keys such as `plan: 1`; this file holds a list or a single value.",
    fix: "Check the path, and start the file with `plan: 1`.",
  },
} as const satisfies Record<string, CatalogueEntry>;
