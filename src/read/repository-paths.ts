import { OUTPUT_DEFAULTS } from "../format/facts.ts";
import type { Output } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";
import { joinPath } from "./files/plan-files.ts";
import type { PlanContent } from "./content.ts";
import type { Finding, Report } from "./report.ts";
import { TERRITORIES, type Territory } from "./territory.ts";
import { quote } from "./words.ts";

/** Where a plan file is. */
export interface PlanFolder {
  /** Its folder, relative to the root of the territory, with `/`. Empty for the root. */
  readonly folder: string;
  readonly territory: Territory;
}

/** Reads where generated files go, with the defaults filled in. */
export function readOutput(
  { output }: PlanContent,
  { folder, territory }: PlanFolder,
  report: Report,
): Output {
  const {
    dir = OUTPUT_DEFAULTS.dir,
    browser,
    native,
    only,
    imports = OUTPUT_DEFAULTS.imports,
    browser_imports: browserImports = OUTPUT_DEFAULTS.browserImports,
  } = output ?? {};
  const folders = Object.entries({ dir, browser, native }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const faults = folders.flatMap(
    ([key, path]) => checkPath(path, ["output", key], { folder, territory }) ?? [],
  );
  for (const fault of faults) report.add(fault);
  if (faults.length === 0) checkOverlaps(folders, folder, report);
  if (
    output?.browser_imports !== undefined &&
    !Object.hasOwn(output, "browser") &&
    !Object.hasOwn(output, "native")
  ) {
    report.add({
      code: "key-without-partner",
      at: ["output", "browser_imports"],
      part: "key",
      message: "`browser_imports` has no effect without `browser` or `native`.",
      hint: "Remove it, or set `browser` to the folder of the frontend files.",
    });
  }
  if (only === "server") {
    for (const key of ["browser", "native"]) {
      if (!Object.hasOwn(output ?? {}, key)) continue;
      report.add({
        code: "key-without-partner",
        at: ["output", key],
        part: "key",
        message: `\`${key}\` has no effect with \`only: server\`.`,
        hint: "Remove one of the two.",
      });
    }
  }
  return {
    dir,
    browser,
    native,
    only,
    imports,
    browserImports,
    ...(output?.stamp === true && { stamp: true }),
    ...(output?.agents === true && { agents: true }),
  };
}

/** Reports folders of which one contains another: leftover files of one would be taken for the other's. */
function checkOverlaps(
  folders: readonly (readonly [key: string, path: string])[],
  folder: string,
  report: Report,
): void {
  for (const [index, [key, path]] of folders.entries()) {
    const inRoot = joinPath(folder, path);
    const overlapping = folders.slice(0, index).find(([, other]) => {
      const otherInRoot = joinPath(folder, other);
      return contains(otherInRoot, inRoot) || contains(inRoot, otherInRoot);
    });
    if (overlapping === undefined) continue;
    const [otherKey, other] = overlapping;
    const isSame = joinPath(folder, other) === inRoot;
    const isNeedless = isSame && key === "browser";
    report.add({
      code: "output-overlap",
      at: ["output", key],
      message: isNeedless
        ? `${quote(path)} is already the folder of all other files.`
        : isSame
          ? `${quote(path)} is already the folder \`${otherKey}\`.`
          : `The folders ${quote(other)} and ${quote(path)} overlap: one is inside the other.`,
      hint: isNeedless
        ? "Remove `browser`: without it, the frontend files go there, too."
        : `Set \`${key}\` to a folder that is neither inside \`${otherKey}\` nor contains it.`,
    });
  }
}

function contains(outer: string, inner: string): boolean {
  return outer === "" || `${inner}/`.startsWith(`${outer}/`);
}

/** What is wrong with a path of the plan; nothing when it stays inside its territory. Only its text is checked. */
export function checkPath(path: string, at: Pointer, { folder, territory }: PlanFolder): Finding | undefined {
  const fault = findFault(path, { folder, territory });
  return fault === undefined ? undefined : outside({ path, at, territory }, fault);
}

/** The finding for a path that is not allowed. */
export function outside(
  { path, at, territory }: { readonly path: string; readonly at: Pointer; readonly territory: Territory },
  fault = `points outside ${TERRITORIES[territory].name} through a link`,
): Finding {
  const { name, why } = TERRITORIES[territory];
  return {
    code: "path-outside",
    at,
    message: `${quote(path)} ${fault}.`,
    hint: `Give a relative path with \`/\` that stays inside ${name}${why}.`,
  };
}

function findFault(path: string, { folder, territory }: PlanFolder): string | undefined {
  const { name, owner } = TERRITORIES[territory];
  if (/\p{C}/u.test(path)) return "contains control characters";
  if (path.includes("\\")) return "contains a backslash";
  if (/^(?:\/|~|[A-Za-z]:)/u.test(path)) return "is not relative to the plan file";
  if (leavesRoot(path, folder)) return `points outside ${name}`;
  const foreign = joinPath(path)
    .split("/")
    .find((step) => /^(?:\.git|node_modules)$/iu.test(step));
  return foreign && `points into ${quote(foreign)}, which holds none of the ${owner}'s own files`;
}

/** Whether a path leads above the root at any of its steps, even if it comes back. */
function leavesRoot(path: string, folder: string): boolean {
  let depth = 0;
  for (const step of `${joinPath(folder)}/${path}`.split("/")) {
    if (step === "" || step === ".") continue;
    depth += step === ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}
