import type { CatalogueEntry } from "../diagnostic.ts";

/** About generated files: what `generate` and `check` find in the output folder. */
export const OUTPUT_CODES = {
  "output-outside": {
    severity: "error",
    title:
      "The output folder, or a folder in it, is outside the repository, or in `.git` or `node_modules`, once links are resolved.",
    cause:
      "The path or a symbolic link on the way leads there, and files would be written where nobody expects them.",
    fix: "Remove the link, or name another folder as `output.dir`.",
    about: "files",
  },
  "file-missing": {
    severity: "error",
    title: "A file that the plan makes is not there.",
    cause: "It was never generated, or it was removed, or not committed.",
    fix: "Run `tracking-plan generate` and commit what it writes.",
    about: "files",
  },
  "file-stale": {
    severity: "error",
    title: "A generated file is not what the plan makes now.",
    cause: "The plan, or the version of this tool, changed after the file was generated.",
    fix: "Run `tracking-plan generate` and commit what it writes.",
    about: "files",
  },
  "file-edited": {
    severity: "error",
    title: "A generated file was changed by hand.",
    cause: "The hash in its header is not that of its body. The next `generate` replaces the change.",
    fix: "Make the change in the plan, then run `tracking-plan generate`.",
    about: "files",
  },
  "file-orphaned": {
    severity: "error",
    title: "A generated file is left over: the plan does not make it any more.",
    cause: "Such as the page of a category that was renamed.",
    fix: "Run `tracking-plan generate`, which removes it.",
    about: "files",
  },
  "file-not-generated": {
    severity: "error",
    title: "Something that is not a generated file stands where one goes.",
    cause: "It does not bear the header of generated files, so that it is not replaced.",
    fix: "Move or remove it, or name another folder as `output.dir`.",
    about: "files",
  },
} as const satisfies Record<string, CatalogueEntry>;
