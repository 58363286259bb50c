import { dirname, join, resolve } from "node:path";
import { OUTPUT_DEFAULTS } from "../../format/facts.ts";
import { parseFile } from "../../read/files/parse-file.ts";
import { isYaml } from "../../read/files/plan-files.ts";
import type { Io } from "../io.ts";
import type { LoadedPlan } from "../plan-files/load-plan.ts";
import { isInside } from "../paths.ts";

/** Entries of folders that are looked at; in a larger tree a plan may be missed. */
const MAX_ENTRIES = 100_000;

/**
 * Another plan file below the root that may generate into a folder, absolute; nothing if there is surely none. A plan with
 * errors may.
 */
export async function findPlanWithOutput(
  folder: string,
  { planPath, root }: LoadedPlan,
  { files }: Io,
): Promise<string | undefined> {
  const own = await files.realpath(planPath);
  let entries = 0;
  for (const open = [root.path]; open.length > 0;) {
    const at = open.pop() ?? root.path;
    for (const entry of await files.readdir(at, { withFileTypes: true })) {
      entries += 1;
      const path = join(at, entry.name);
      if (entries > MAX_ENTRIES) return path;
      if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git") open.push(path);
      if (!entry.isFile() || !isYaml(path) || path === own) continue;
      const bytes = await files.readFile(path);
      if (mayGenerateInto(folder, { path, bytes })) return path;
    }
  }
  return undefined;
}

function mayGenerateInto(
  folder: string,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): boolean {
  // Every plan file has this key; most other YAML files do not.
  if (!/\bplan["']?[ \t]*:/u.test(new TextDecoder().decode(bytes))) return false;
  const { content } = parseFile({ path, name: path, bytes }, "root");
  if (content === undefined) return true;
  if (content.plan === undefined) return false;
  const { dir = OUTPUT_DEFAULTS.dir, browser, native } = content.output ?? {};
  return [dir, browser, native].some((one) => {
    const output = one === undefined ? undefined : resolve(dirname(path), one);
    return output !== undefined && (isInside(folder, output) || isInside(output, folder));
  });
}
