import type { CatalogueEntry } from "../diagnostic.ts";

/** About generated files: what `generate` and `check` find in the output folder. */
export const OUTPUT_CODES = {
  "output-outside": {
    severity: "error",
    title:
      "The output folder, or a folder in it, resolves to a path outside the repository or in `.git` or `node_modules`.",
    cause: "The path or a symbolic link leads there, and files would be written to an unexpected place.",
    fix: "Remove the link or set another `output.dir`.",
    about: "files",
  },
  "file-missing": {
    severity: "error",
    title: "A generated file is missing.",
    cause: "It was never generated, was removed or was not committed.",
    fix: "Run `tracking-plan generate` and commit the result.",
    about: "files",
  },
  "file-stale": {
    severity: "error",
    title: "A generated file is stale.",
    cause: "The plan or the version of this tool changed after the file was generated.",
    fix: "Run `tracking-plan generate` and commit the result.",
    about: "files",
  },
  "file-edited": {
    severity: "error",
    title: "A generated file was edited by hand.",
    cause:
      "The hash in its header does not match its contents, and more than the layout differs. A file that a formatter changed counts as edited, too, once the plan changes. The next `generate` overwrites the edit.",
    fix: "Make the change in the plan, then run `tracking-plan generate`.",
    about: "files",
  },
  "file-reformatted": {
    severity: "info",
    title: "A formatter changed the layout of a generated file.",
    cause:
      "White space, quotes, semicolons or the like differ from what `generate` writes. The content was compared without them and is up to date.",
    fix: "Let the formatter ignore the output folder: `tracking-plan init` adds it to the formatter's settings. `tracking-plan generate` restores the layout.",
    about: "files",
  },
  "file-orphaned": {
    severity: "error",
    title: "A generated file is orphaned: the plan no longer generates it.",
    cause: "For example the page of a category that was renamed.",
    fix: "Run `tracking-plan generate`, which removes it.",
    about: "files",
  },
  "schema-line": {
    severity: "warning",
    title: "The schema line of a plan file names another file than the generated schema.",
    cause:
      "The comment `# yaml-language-server: $schema=…` tells editors which schema to use. After `output.dir` was changed it names a file that is stale or missing, and completion is wrong or absent.",
    fix: "Write the path of the generated schema, which the hint shows.",
    about: "files",
  },
  "output-left": {
    severity: "warning",
    title: "A folder or file is left from an earlier `output.dir`, `output.browser` or `output.native`.",
    cause:
      "One of them was changed. `generate` removes the default folder, the one of the schema line and the folders that the last commit names, if every file in it is unchanged output of this plan and no other plan generates into it. Of `output.browser` and `output.native` it removes the generated files alone. Otherwise it stays, and code may still import its old helpers.",
    fix: "Move what is still needed, then remove the rest with the command of the hint.",
    about: "files",
  },
  "file-not-generated": {
    severity: "error",
    title: "A file that tracking-plan did not create is in the way.",
    cause: "It does not have the header of generated files, so it is not overwritten.",
    fix: "Move or remove it, or set another `output.dir`.",
    about: "files",
  },
} as const satisfies Record<string, CatalogueEntry>;
