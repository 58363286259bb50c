import { isPattern, matchesName } from "./match-name.ts";
import { joinPath, type PlanFiles } from "./plan-files.ts";

/**
 * The files that a pattern names, sorted: `*` and `?` stand for characters of a name, `**` for any folders on the way. A
 * pattern without them names one file, be it there or not. What starts with a dot has to be named, and `node_modules`
 * is never entered.
 *
 * @param folder What the pattern is relative to, from the repository's root.
 * @param pattern Does not lead out of the repository.
 * @example await findFiles("analytics", "plans/*.yaml", files) // ["analytics/plans/billing.yaml", …]
 */
export async function findFiles(
  folder: string,
  pattern: string,
  files: PlanFiles,
): Promise<readonly string[]> {
  const steps = pattern.split("/").filter((step) => step !== "" && step !== ".");
  const fixed = steps.findIndex(isPattern);
  if (fixed === -1) return [joinPath(folder, pattern)];
  const found = new Set<string>();
  const seen = new Set<string>();
  const open = [{ at: joinPath(folder, ...steps.slice(0, fixed)), rest: steps.slice(fixed) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, rest } = next;
    const [step = "", ...after] = rest;
    // Several `**` reach one folder by many ways.
    const key = `${rest.length}/${at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (step === "**" && after.length > 0) open.push({ at, rest: after });
    if (!isPattern(step)) {
      // Behind a pattern a step may go up again, and a last one names a file.
      if (after.length > 0) open.push({ at: joinPath(at, step), rest: after });
      else if (await isFile(at, step, files)) found.add(joinPath(at, step));
      continue;
    }
    for (const { name, kind } of await files.list(at)) {
      if (!matchesName(step, name) || name.toLowerCase() === "node_modules") continue;
      const path = joinPath(at, name);
      if (kind === "folder" && step === "**") open.push({ at: path, rest });
      else if (kind === "folder" && after.length > 0) open.push({ at: path, rest: after });
      else if (kind === "file" && after.length === 0) found.add(path);
    }
  }
  return [...found].toSorted();
}

async function isFile(folder: string, name: string, files: PlanFiles): Promise<boolean> {
  return (await files.list(folder)).some((entry) => entry.name === name && entry.kind === "file");
}
