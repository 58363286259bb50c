import { OUTPUT_DEFAULTS } from "../format/output-format.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { Output } from "../plan/plan.ts";
import type { DraftPlan } from "./draft.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";

/** What decides whether a path of the plan stays inside the repository. */
export interface PathRules {
  /** Folder of the plan file, relative to the repository's root, with `/`. Empty for the root. */
  readonly folder: string;
  /**
   * Whether a path, relative to the plan file, is still inside the repository once links are resolved. Reading takes
   * no disk, so whoever has one answers; without it only the text of the path is judged.
   */
  readonly isInside?: ((path: string) => boolean) | undefined;
}

/** Reads where generated files go, with the defaults filled in. */
export function readOutput(draft: DraftPlan, rules: PathRules, report: Report): Output {
  const { browser, browser_imports: browserImports = OUTPUT_DEFAULTS.browserImports } = draft.output ?? {};
  const { dir = OUTPUT_DEFAULTS.dir, imports = OUTPUT_DEFAULTS.imports } = draft.output ?? {};
  checkPath(dir, ["output", "dir"], rules, report);
  if (browser !== undefined) checkPath(browser, ["output", "browser"], rules, report);
  return { dir, browser, imports, browserImports };
}

/** Checks the paths of further plan files. */
export function checkInclude(draft: DraftPlan, rules: PathRules, report: Report): void {
  for (const [index, path] of (draft.include ?? []).entries()) {
    checkPath(path, ["include", index], rules, report);
  }
}

function checkPath(path: string, at: Pointer, rules: PathRules, report: Report): void {
  const fault = findFault(path, rules);
  if (fault === undefined) return;
  report.add({
    code: "path-outside",
    at,
    message: `${quote(path)} ${fault}.`,
    hint: "Give a relative path with `/` that stays inside the repository.",
  });
}

function findFault(path: string, { folder, isInside }: PathRules): string | undefined {
  if (/\p{C}/u.test(path)) return "has control characters in it";
  if (path.includes("\\")) return "has a backslash in it";
  if (/^(?:\/|~|[A-Za-z]:)/u.test(path)) return "is not relative to the plan file";
  const depth = folder.split("/").filter((step) => step !== "" && step !== ".").length;
  if (leavesBy(path, depth)) return "leads out of the repository";
  return isInside === undefined || isInside(path) ? undefined : "leads out of the repository through a link";
}

/** Whether a path goes up by more than a number of folders, at any point of it. */
function leavesBy(path: string, depth: number): boolean {
  let level = depth;
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    level += step === ".." ? -1 : 1;
    if (level < 0) return true;
  }
  return false;
}
