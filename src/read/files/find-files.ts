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

/** Whether a step of a path is a pattern: `*` stands for any characters, `?` for one, and nothing else for anything. */
export function isPattern(step: string): boolean {
  return /[*?]/u.test(step);
}

/**
 * Whether a name fits a pattern of one step. A leading dot is only matched by a dot, as in a shell.
 *
 * Our own, because a pattern comes with a pull request: libraries turn it into a regular expression, and `*a*a*a*a…` against
 * a long name then takes for ever. This takes at most the product of the two lengths.
 *
 * @example matchesName("*.yaml", "billing.yaml") // true
 */
export function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const [wanted, given] = [[...pattern], [...name]];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < given.length;) {
    if (wanted[at] === "*") {
      // Takes nothing at first; when what follows does not fit, one more character.
      star = at;
      at += 1;
      resume = index;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[index])) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === "*");
}
