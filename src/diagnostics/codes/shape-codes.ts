import type { CatalogueEntry } from "../diagnostic.ts";

/** About the shape of the plan: its keys, the kind of their values, and names. */
export const SHAPE_CODES = {
  "format-version": {
    severity: "error",
    title: "The format's version is not one that this release reads.",
    cause: "`plan` says which version of the format the file is written in.",
    fix: "Write `plan: 1`, or install a release that reads the version.",
  },
  "unknown-key": {
    severity: "error",
    title: "A key is not part of the format.",
    cause: "Mostly a typing error. A key that is not known would have no effect, without a word.",
    fix: "Correct or remove the key.",
  },
  "missing-key": {
    severity: "error",
    title: "A key that is required is not there.",
    cause: "Some keys have no sensible default, such as the `description` of an event.",
    fix: "Add the key.",
  },
  "wrong-type": {
    severity: "error",
    title: "A value is of the wrong kind.",
    cause: "Such as text where a number belongs. YAML reads `yes` as text, and `1.0` as a number.",
    fix: "Give a value of the kind that the message names; quotes make text.",
  },
  "wrong-value": {
    severity: "error",
    title: "A value is of the right kind, but not one that may stand here.",
    cause: "The key takes one of a few words, or a number or text within limits.",
    fix: "Take one of the values that the message names.",
  },
  "name-invalid": {
    severity: "error",
    title: "A name has characters that names may not have.",
    cause: "Names start with a letter, and go on with letters, digits, `_`, `-` and spaces.",
    fix: "Rename it.",
  },
  "name-too-long": {
    severity: "error",
    title: "A name is longer than 200 characters.",
    cause: "PostHog cuts or refuses names of events above 200 characters.",
    fix: "Shorten the name.",
  },
  "name-reserved": {
    severity: "error",
    title: "A name is taken by PostHog, by JavaScript or by this tool.",
    cause:
      "Such as names that start with `$`, `__proto__`, `plan_violations`, a keyword of TypeScript, or `event` beside `revenue`.",
    fix: "Rename it.",
  },
  "name-collision": {
    severity: "error",
    title: "Two names become the same name in TypeScript.",
    cause: "Separators fall away: `sign_up`, `Sign Up` and `signUp` all give `SignUp`.",
    fix: "Rename one of them. Neither gets a number behind its name, since that would change with the order.",
  },
  "date-invalid": {
    severity: "error",
    title: "A date is not a real day.",
    cause: "Dates in a plan are `YYYY-MM-DD`, and the day must exist.",
    fix: "Write the day as `2026-01-31`.",
  },
  "path-outside": {
    severity: "error",
    title: "A path leads out of the repository.",
    cause:
      "Files are read and written only inside the repository, after links are resolved. Paths are relative to the file that names them.",
    fix: "Give a relative path with `/` that stays inside the repository.",
  },
  "defined-twice": {
    severity: "error",
    title: "Two files of the plan define the same name.",
    cause: "Names are unique across all files, since generated code and the data know no files.",
    fix: "Rename one of the two, or keep it in one file.",
  },
  "key-only-in-root": {
    severity: "error",
    title: "An included file has a key that stands in the plan file only.",
    cause: "A plan has one version, name, identity, output and configuration of rules.",
    fix: "Move the key to the plan file.",
  },
  "include-nothing": {
    severity: "error",
    title: "An `include` names no file.",
    cause: "The path is wrong, or the file was moved; its events would be gone without a word.",
    fix: "Correct the path, which is relative to the file that it stands in, or remove it.",
  },
  "include-unreadable": {
    severity: "error",
    title: "An included file cannot be read.",
    cause: "It is a folder, has no permission for it, or is a link to something else.",
    fix: "Correct the file, or leave it out of `include`.",
  },
  "include-cycle": {
    severity: "error",
    title: "Files include one another in a circle.",
    cause: "A file includes another that includes it, at once or by others in between.",
    fix: "Let the plan file include all files.",
  },
  "output-overlap": {
    severity: "error",
    title: "The folder of the frontend files overlaps with the folder of all other generated files.",
    cause:
      "Each folder is swept for files that the plan does not make any more; one would be swept for the other's.",
    fix: "Name a folder as `output.browser` that is neither in `output.dir` nor around it, or remove it.",
  },
  "no-effect-yet": {
    severity: "info",
    title: "A key is part of the format, but this release does nothing with it.",
    cause: "The format is laid out ahead of the code, so that plans need not change later.",
    fix: "Nothing; the key is checked and kept.",
  },
} as const satisfies Record<string, CatalogueEntry>;
