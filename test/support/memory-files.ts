import type { FolderEntry, PlanFiles } from "../../src/read/files/plan-files.ts";
import { type ReadResult, readPlanFiles } from "../../src/read/read-plan.ts";

/** Files of a plan that are nowhere but here: path from the repository's root → text. */
export function memoryFiles(texts: Readonly<Record<string, string>>): PlanFiles {
  return {
    list: async (folder) => {
      const base = folder === "" ? "" : `${folder}/`;
      const below = Object.keys(texts).filter((path) => path.startsWith(base));
      const entries = below.map((path): readonly [string, FolderEntry["kind"]] => {
        const [name = "", ...rest] = path.slice(base.length).split("/");
        return [name, rest.length === 0 ? "file" : "folder"];
      });
      return [...new Map(entries)].map(([name, kind]) => ({ name, kind }));
    },
    read: async (path) => {
      const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
      if (text === undefined) return { kind: "missing" };
      return { kind: "file", path, name: path, bytes: new TextEncoder().encode(text) };
    },
  };
}

/** Reads a plan of several files; the plan file is `tracking-plan.yaml`. */
export async function readTexts(texts: Readonly<Record<string, string>>): Promise<ReadResult> {
  const file = "tracking-plan.yaml";
  const bytes = new TextEncoder().encode(texts[file] ?? "");
  return await readPlanFiles({ file, bytes }, memoryFiles(texts));
}
