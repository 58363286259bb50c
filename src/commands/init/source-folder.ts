import { join, relative } from "node:path";
import type { Files } from "../io.ts";
import { isInside, kindAt, withSlashes } from "../paths.ts";
import { readTsconfigs } from "../tsconfig.ts";

/**
 * The folder that holds the sources of a package, relative to it with `/`; nothing where that is the whole package. Code beside
 * `rootDir` does not compile (TS6059), and code beside the only included folder moves all compiled files one folder down.
 *
 * @param folder - of the package, absolute
 */
export async function findSourceFolder(folder: string, files: Files): Promise<string | undefined> {
  const { rootDir, included = [] } = await readTsconfigs(folder, files);
  if (rootDir !== undefined) return below(folder, rootDir);
  const [only, ...others] = new Set(included.map((path) => below(folder, path)));
  if (only !== undefined && others.length === 0) return only;
  return (await kindAt(join(folder, "src"), files)) === "folder" ? "src" : undefined;
}

function below(folder: string, path: string): string | undefined {
  const steps = withSlashes(relative(folder, path));
  return steps !== "" && isInside(folder, path) ? steps : undefined;
}
