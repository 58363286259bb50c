import type { CatalogueEntry } from "../diagnostic.ts";

/** About the file as bytes, as text and as YAML. */
export const TEXT_CODES = {
  "file-too-large": {
    severity: "error",
    title: "The plan file is too large.",
    cause: "Files above the limit are not read, so that a wrong path cannot block the command.",
    fix: "Check the path given with `--plan`, or split the plan.",
  },
  "file-not-text": {
    severity: "error",
    title: "The plan file is not UTF-8 text.",
    cause: "It contains a NUL byte or invalid UTF-8: a binary file, or another encoding such as UTF-16.",
    fix: "Check the path, or save the file as UTF-8.",
  },
  "file-empty": {
    severity: "error",
    title: "The plan file is empty.",
    cause: "It is empty or contains only white space and comments.",
    fix: "Start with `plan: 1`, `name`, `identity` and `events`.",
  },
  "yaml-syntax": {
    severity: "error",
    title: "The file is not valid YAML.",
    cause:
      "Often an unclosed quote or bracket, wrong indentation, or an unquoted value that contains `: ` or ` #`.",
    fix: "Put the value in double quotes, or correct the indentation.",
  },
  "yaml-tab": {
    severity: "error",
    title: "A line is indented with a tab.",
    cause: "YAML does not allow tabs as indentation, because their width is undefined.",
    fix: "Indent with spaces, and set up the editor to do so for YAML files.",
  },
  "yaml-warning": {
    severity: "error",
    title: "The YAML is valid but probably not what was meant.",
    cause: "For example an unknown tag: `!name` before a value, often a `!` that should be inside quotes.",
    fix: "Put the value in double quotes, or remove the tag.",
  },
  "yaml-documents": {
    severity: "error",
    title: "The file contains more than one YAML document.",
    cause: "A line with `---` starts another document, and a plan file is one document.",
    fix: "Remove the line, or move the rest to another file.",
  },
  "yaml-too-deep": {
    severity: "error",
    title: "The file is nested too deeply.",
    cause: "Deep nesting makes parsers run out of memory, so there is a limit.",
    fix: "Remove levels of nesting. A property of type `json` accepts any JSON.",
  },
  "anchor-unknown": {
    severity: "error",
    title: "An alias references an anchor that does not exist.",
    cause:
      "`*name` repeats what `&name` marks earlier in the same file. A plain value must not start with `*`.",
    fix: "Correct the name, put the anchor before the alias, or quote the value.",
  },
  "anchor-cycle": {
    severity: "error",
    title: "An alias is inside its own anchor.",
    cause: "The value would contain itself endlessly.",
    fix: "Use the alias outside its anchor.",
  },
  "alias-bomb": {
    severity: "error",
    title: "Aliases expand to too many values.",
    cause: "Nested aliases multiply: a few lines can expand to billions of values.",
    fix: "Use shared `properties` instead of nested aliases.",
  },
  "merge-not-map": {
    severity: "error",
    title: "A merge key `<<` does not reference a map.",
    cause: "`<<` accepts an alias of a map, or a list of them.",
    fix: "Write `*name`, where `&name` marks a map, or quote the key.",
  },
  "duplicate-key": {
    severity: "error",
    title: "A key is repeated in one map.",
    cause: "YAML would silently drop one of the two values.",
    fix: "Remove or rename one of them.",
  },
  "key-not-text": {
    severity: "error",
    title: "A key is not a string.",
    cause: "YAML does not read `1.0`, `null`, `true` and `[a]` as strings.",
    fix: 'Put the key in quotes: `"1.0"`.',
  },
  "root-not-map": {
    severity: "error",
    title: "The file is not a map of keys.",
    cause: "A plan starts with keys such as `plan: 1`; this file contains a list or a single value.",
    fix: "Check the path, and start the file with `plan: 1`.",
  },
} as const satisfies Record<string, CatalogueEntry>;
