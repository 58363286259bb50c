import type { FolderEntry, PlanFiles } from "../../src/read/files/plan-files.ts";
import { type ReadResult, readPlanFiles } from "../../src/read/read-plan.ts";

/** Files of a plan that are nowhere but here: path from the repository's root → text. */
export function memoryFiles(texts: Readonly<Record<string, string>>, root = ""): PlanFiles {
  const below = (path: string): string => [root, path].filter((step) => step !== "").join("/");
  return {
    root,
    territory: root === "" ? "repository" : "package",
    // Finds packages without an `exports` in the repository's own `node_modules`.
    findPackage: async (name) => {
      const folder = `node_modules/${name}`;
      const isThere = Object.keys(texts).some((path) => path.startsWith(`${folder}/`));
      if (!isThere) return { kind: "missing" };
      return { kind: "package", version: "1.0.0", files: memoryFiles(texts, folder) };
    },
    list: async (folder) => {
      const base = below(folder) === "" ? "" : `${below(folder)}/`;
      const all = Object.keys(texts).filter((path) => path.startsWith(base));
      const entries = all.map((path): readonly [string, FolderEntry["kind"]] => {
        const [name = "", ...rest] = path.slice(base.length).split("/");
        return [name, rest.length === 0 ? "file" : "folder"];
      });
      return [...new Map(entries)].map(([name, kind]) => ({ name, kind }));
    },
    read: async (path) => {
      const name = below(path);
      const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
      if (text === undefined) return { kind: "missing" };
      return { kind: "file", path, name, bytes: new TextEncoder().encode(text) };
    },
  };
}

/** Reads a plan of several files; the plan file is `tracking-plan.yaml`. */
export async function readTexts(texts: Readonly<Record<string, string>>): Promise<ReadResult> {
  const file = "tracking-plan.yaml";
  const bytes = new TextEncoder().encode(texts[file] ?? "");
  return await readPlanFiles({ file, bytes }, memoryFiles(texts));
}
