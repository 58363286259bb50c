import type { CatalogueEntry } from "../diagnostic.ts";

/** About the shape of the plan: its keys, the kind of their values, and names. */
export const SHAPE_CODES = {
  "format-version": {
    severity: "error",
    title: "This release does not support the plan's format version.",
    cause: "`plan` sets the format version of the file.",
    fix: "Write `plan: 1`, or install a release that supports the version.",
  },
  "unknown-key": {
    severity: "error",
    title: "A key is not part of the format.",
    cause: "Usually a typo. An unknown key would silently have no effect.",
    fix: "Correct or remove the key.",
  },
  "missing-key": {
    severity: "error",
    title: "A required key is missing.",
    cause: "Some keys have no sensible default, such as the `description` of an event.",
    fix: "Add the key.",
  },
  "wrong-type": {
    severity: "error",
    title: "A value has the wrong type.",
    cause: "For example a string instead of a number. YAML reads `yes` as a string and `1.0` as a number.",
    fix: "Use a value of the type that the message names. Quotes make a string.",
  },
  "wrong-value": {
    severity: "error",
    title: "A value has the right type but is not allowed here.",
    cause: "The key accepts one of a few words, or a number or string within limits.",
    fix: "Use one of the values that the message names.",
  },
  "name-invalid": {
    severity: "error",
    title: "A name is not printable text, or gives no name in code.",
    cause:
      "The name is what is sent, so people must be able to see and type it: no control characters, no white space around it or twice in a row, in Unicode's normal form C. Code needs a letter or a digit to name helpers and types after.",
    fix: "Rename it. An event such as `???` gets its name in code from `as`.",
  },
  "name-too-long": {
    severity: "error",
    title: "A name is longer than 200 characters.",
    cause: "PostHog truncates or refuses event names above 200 characters.",
    fix: "Shorten the name.",
  },
  "name-reserved": {
    severity: "error",
    title: "A name is reserved by PostHog, by JavaScript or by this tool.",
    cause:
      "For example names that start with `$`, `__proto__`, `plan_violations`, a TypeScript keyword, or `event` together with `revenue`.",
    fix: "Rename it.",
  },
  "name-collision": {
    severity: "error",
    title: "Two names become the same name in TypeScript, or look the same to people.",
    cause:
      "Separators are dropped: `sign_up`, `Sign Up` and `signUp` all become `SignUp`. Two live events such as `signup` and `sign_up` are mixed up in every query.",
    fix: "Rename one of them, or set `as`, the name that code uses, for an event or a shared enum. Numbered names are not generated, because they would depend on the order.",
  },
  "date-invalid": {
    severity: "error",
    title: "A date does not exist.",
    cause: "Dates in a plan are real days, written as `YYYY-MM-DD`.",
    fix: "Write a date such as `2026-01-31`.",
  },
  "path-outside": {
    severity: "error",
    title: "A path leads out of the repository.",
    cause:
      "Files are read and written only inside the repository, with symbolic links resolved. Without `.git`, as in many container builds, the limit is the nearest workspace root above the plan, else the plan's folder. Paths are relative to the file that names them.",
    fix: "Use a relative path with `/` that stays inside the repository. In a container build, copy the workspace's root `package.json` too.",
  },
  "defined-twice": {
    severity: "error",
    title: "Two files of the plan define the same name.",
    cause: "Names must be unique across all files, because generated code and data do not distinguish files.",
    fix: "Rename one of them, or keep it in one file.",
  },
  "key-only-in-root": {
    severity: "error",
    title: "An included file has a key that is only allowed in the plan file.",
    cause: "A plan has one version, name, identity, output and rule configuration.",
    fix: "Move the key to the plan file.",
  },
  "include-nothing": {
    severity: "error",
    title: "An `include` matches no file.",
    cause: "The path is wrong or the file was moved: its events would be lost silently.",
    fix: "Correct the path, which is relative to the file that contains it, or remove it.",
  },
  "include-unreadable": {
    severity: "error",
    title: "An included file cannot be read.",
    cause: "It is a folder, a link to something else, or there is no permission to read it.",
    fix: "Correct the file or remove it from `include`.",
  },
  "package-missing": {
    severity: "error",
    title: "A package that the plan includes is not installed.",
    cause:
      "`package:` names a package, which must be in `node_modules` of the file's folder or of a folder above.",
    fix: "Install the package, or correct its name.",
  },
  "include-cycle": {
    severity: "error",
    title: "Files include each other in a cycle.",
    cause: "A file includes another that includes it, directly or through other files.",
    fix: "Let the plan file include all files.",
  },
  "output-overlap": {
    severity: "error",
    title: "Two of the output folders overlap.",
    cause:
      "Orphaned files are removed from each folder: files of one would be removed as orphans of the other.",
    fix: "Set `output.browser` and `output.native` to folders that are neither inside another output folder nor contain one, or remove them.",
  },
} as const satisfies Record<string, CatalogueEntry>;
