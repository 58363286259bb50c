import { readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareOutput } from "../../../../src/commands/output/compare-output.ts";
import type { Files } from "../../../../src/commands/io.ts";
import { placeFiles } from "../../../../src/commands/output/prepare-output.ts";
import { writeOutput } from "../../../../src/commands/output/write-files.ts";
import { addHeader } from "../../../../src/emit/header.ts";
import type { SealedFile } from "../../../../src/emit/emitter.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const seal = (path: string, body: string): SealedFile => ({
  path,
  folder: "dir",
  text: addHeader({ path, body }),
});

const MADE = [seal("a.ts", "// a\n"), seal("b.ts", "// b\n"), seal("docs/README.md", "# Docs\n")];
const TEXTS = Object.fromEntries(MADE.map(({ path, text }) => [path, text]));

/** Where a file is written before it is renamed. */
const beside = (path: string): string => path.replace(/[^/]+$/u, (base) => `.${base}.*.tmp`);

const compare = (folder: string, files: Files = nodeFiles) =>
  compareOutput(placeFiles(MADE, { dir: folder, browser: folder, native: folder }), {
    files,
    now: () => new Date(),
  });

async function write(folder: string, files: Files = nodeFiles) {
  return writeOutput(await compare(folder), files);
}

/** Path → text of all that is in a folder, hidden files too. */
function readAll(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

describe("writeOutput", () => {
  it("makes the folder what the plan makes", async () => {
    const folder = join(makeTempFolder(), "new/generated");
    const paths = MADE.map(({ path }) => join(folder, path));
    expect(await write(folder)).toEqual({ written: paths, removed: [], unchanged: [] });
    expect(readAll(folder)).toEqual(TEXTS);
  });

  it("does not touch what is current", async () => {
    const folder = makeTempFolder(TEXTS);
    const then = new Date("2020-01-01T00:00:00Z");
    for (const { path } of MADE) utimesSync(join(folder, path), then, then);
    const before = MADE.map(({ path }) => statSync(join(folder, path)));
    const { written, unchanged } = await write(folder);
    const after = MADE.map(({ path }) => statSync(join(folder, path)));
    expect([written.length, unchanged.length]).toEqual([0, 3]);
    expect(after.map(({ mtime, ino, ctimeMs }) => ({ mtime, ino, ctimeMs }))).toEqual(
      before.map(({ ino, ctimeMs }) => ({ mtime: then, ino, ctimeMs })),
    );
  });

  it("replaces what changed and removes what is left over", async () => {
    const folder = makeTempFolder({
      ...TEXTS,
      "b.ts": seal("b.ts", "// old\n").text,
      "docs/old.md": seal("docs/old.md", "# Old\n").text,
      "docs/mine.md": "# Mine\n",
    });
    expect(await write(folder)).toEqual({
      written: [join(folder, "b.ts")],
      removed: [join(folder, "docs/old.md")],
      unchanged: [join(folder, "a.ts"), join(folder, "docs/README.md")],
    });
    expect(readAll(folder)).toEqual({ ...TEXTS, "docs/mine.md": "# Mine\n" });
  });

  it("leaves the old output whole when a file cannot be written", async () => {
    const old = { "a.ts": seal("a.ts", "// old\n").text, "old.ts": seal("old.ts", "// old\n").text };
    const folder = makeTempFolder(old);
    let calls = 0;
    const fullDisk: Files = {
      ...nodeFiles,
      writeFile: async (...args) => {
        calls += 1;
        if (calls === 3) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
        return nodeFiles.writeFile(...args);
      },
    };
    await expect(write(folder, fullDisk)).rejects.toThrow("ENOSPC");
    expect(readAll(folder)).toEqual(old);
  });

  it("replaces each file in one step, and removes last", async () => {
    const folder = makeTempFolder({
      "a.ts": seal("a.ts", "// old\n").text,
      "old.ts": seal("old.ts", "// old\n").text,
    });
    const steps: string[] = [];
    const name = (path: unknown): string =>
      String(path)
        .slice(folder.length + 1)
        .replace(/\.[0-9a-f]{16}\.tmp$/u, ".*.tmp");
    const watched: Files = {
      ...nodeFiles,
      writeFile: async (path, ...rest) => {
        steps.push(`write ${name(path)}`);
        return nodeFiles.writeFile(path, ...rest);
      },
      rename: async (from, to) => {
        steps.push(`rename ${name(from)} ${name(to)}`);
        return nodeFiles.rename(from, to);
      },
      rm: async (path, options) => {
        steps.push(`remove ${name(path)}`);
        return nodeFiles.rm(path, options);
      },
    };
    await write(folder, watched);
    expect(steps).toEqual([
      ...MADE.map(({ path }) => `write ${beside(path)}`),
      ...MADE.map(({ path }) => `rename ${beside(path)} ${path}`),
      "remove old.ts",
    ]);
  });

  it("is not disturbed by a whole run between any two of its steps", async () => {
    const old = { "a.ts": seal("a.ts", "// old\n").text, "old.ts": seal("old.ts", "// old\n").text };
    const folder = makeTempFolder(old);
    const seen: string[] = [];
    const another = async (): Promise<void> => {
      const { files, orphans } = await compare(folder);
      seen.push(...orphans.map((path) => path.slice(folder.length + 1)));
      await writeOutput({ files, orphans }, nodeFiles);
    };
    const interrupted: Files = {
      ...nodeFiles,
      writeFile: async (...args) => {
        await nodeFiles.writeFile(...args);
        await another();
      },
      rename: async (...args) => {
        await another();
        await nodeFiles.rename(...args);
      },
      rm: async (...args) => {
        await another();
        await nodeFiles.rm(...args);
      },
    };
    await write(folder, interrupted);
    expect(seen).toEqual(["old.ts"]);
    expect(readAll(folder)).toEqual(TEXTS);
  });

  it("reads a folder while another run empties it", async () => {
    const folder = makeTempFolder({ ...TEXTS, "old.ts": seal("old.ts", "// old\n").text });
    const emptied: Files = {
      ...nodeFiles,
      readFile: (async (path: string, encoding: "utf8") => {
        await nodeFiles.rm(path);
        return nodeFiles.readFile(path, encoding);
      }) as Files["readFile"],
    };
    const { files, orphans } = await compare(folder, emptied);
    expect(files.map(({ found }) => found.state)).toEqual(["missing", "missing", "missing"]);
    expect(orphans).toEqual([]);
  });
});
