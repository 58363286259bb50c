import { OUTPUT_DEFAULTS } from "../format/output-format.ts";
import type { Output } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { IntactPlan } from "./intact.ts";
import type { Finding, Report } from "./report.ts";
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

const THROUGH_LINK = "leads out of the repository through a link";

/** Reads where generated files go, with the defaults filled in. */
export function readOutput(intact: IntactPlan, rules: PathRules, report: Report): Output {
  const { browser, browser_imports: browserImports = OUTPUT_DEFAULTS.browserImports } = intact.output ?? {};
  const { dir = OUTPUT_DEFAULTS.dir, imports = OUTPUT_DEFAULTS.imports } = intact.output ?? {};
  const isInside = checkPath(dir, ["output", "dir"], rules, report);
  if (browser === undefined) {
    refuseAlone(intact, report);
  } else if (checkPath(browser, ["output", "browser"], rules, report) && isInside) {
    refuseOverlap({ dir, browser }, rules, report);
  }
  return { dir, browser, imports, browserImports };
}

/** Reports `browser_imports` where there is no folder that it could be about. */
function refuseAlone({ output }: IntactPlan, report: Report): void {
  if (output?.browser_imports === undefined || Object.hasOwn(output, "browser")) return;
  report.add({
    code: "key-without-partner",
    at: ["output", "browser_imports"],
    part: "key",
    message: "`browser_imports` says nothing without `browser`.",
    hint: "Remove it, or name the folder of the frontend files as `browser`.",
  });
}

/** Reports folders of which one is in the other: what is left over in one would be looked for among the other's files. */
function refuseOverlap(
  { dir, browser }: { dir: string; browser: string },
  { folder }: PathRules,
  report: Report,
): void {
  const [all, frontend] = [stepsOf(`${folder}/${dir}`), stepsOf(`${folder}/${browser}`)];
  const shorter = Math.min(all.length, frontend.length);
  if (all.slice(0, shorter).join("/") !== frontend.slice(0, shorter).join("/")) return;
  const isSame = all.length === frontend.length;
  report.add({
    code: "output-overlap",
    at: ["output", "browser"],
    message: isSame
      ? `${quote(browser)} is the folder of all other files, too.`
      : `Of ${quote(browser)} and the folder of all other files, ${quote(dir)}, one is inside the other.`,
    hint: isSame
      ? "Remove `browser`: without it, the frontend files are there."
      : "Name a folder that holds nothing else that is generated, and is in no such folder.",
  });
}

/** The steps of a path inside the repository, from its root on, once `.` and `..` are followed. */
function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === "..") steps.pop();
    else steps.push(step);
  }
  return steps;
}

/** Whether a path may stand; reports one that may not. */
function checkPath(path: string, at: Pointer, rules: PathRules, report: Report): boolean {
  const finding = refusePath(path, at, rules);
  if (finding === undefined) return true;
  report.add(finding);
  return false;
}

/** What is wrong with a path; nothing when it may stand. */
export function refusePath(path: string, at: Pointer, rules: PathRules): Finding | undefined {
  const fault = findFault(path, rules);
  return fault === undefined ? undefined : outside(path, at, fault);
}

/** That a path may not stand. */
export function outside(path: string, at: Pointer, fault = THROUGH_LINK): Finding {
  return {
    code: "path-outside",
    at,
    message: `${quote(path)} ${fault}.`,
    hint: "Give a relative path with `/` that stays inside the repository.",
  };
}

function findFault(path: string, { folder, isInside }: PathRules): string | undefined {
  if (/\p{C}/u.test(path)) return "has control characters in it";
  if (path.includes("\\")) return "has a backslash in it";
  if (/^(?:\/|~|[A-Za-z]:)/u.test(path)) return "is not relative to the plan file";
  const depth = folder.split("/").filter((step) => step !== "" && step !== ".").length;
  if (leavesBy(path, depth)) return "leads out of the repository";
  const foreign = stepsOf(path).find((step) => /^(?:\.git|node_modules)$/iu.test(step));
  if (foreign !== undefined) return `leads into ${quote(foreign)}, where nothing of the repository's own is`;
  return isInside === undefined || isInside(path) ? undefined : THROUGH_LINK;
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
