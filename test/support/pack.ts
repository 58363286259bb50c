import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BUILD, ROOT, runProgram } from "./command-line.ts";

const FOLDER = join(BUILD, "packed");
const RESULT = join(FOLDER, "result.json");

type Result = { readonly tarball: string } | { readonly error: string };

/**
 * The package as npm publishes it: the path of the tarball. Packed once in a run, by the first test file that asks: to pack is
 * to build, and each build would empty `dist/` under the other.
 */
export async function packPackage(): Promise<string> {
  const result = claim() ? await pack() : await waitForResult();
  if ("error" in result) throw new Error(result.error);
  return result.tarball;
}

/** Whether nobody packs yet. */
function claim(): boolean {
  try {
    mkdirSync(FOLDER);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function pack(): Promise<Result> {
  const { code, stderr } = await runProgram(["npm", "pack", "--pack-destination", FOLDER], { cwd: ROOT });
  const name = readdirSync(FOLDER).find((file) => file.endsWith(".tgz"));
  const result: Result =
    code === 0 && name !== undefined
      ? { tarball: join(FOLDER, name) }
      : { error: `npm pack exited with ${code}:\n${stderr}` };
  // Whole or not at all, for those who wait.
  writeFileSync(`${RESULT}.part`, JSON.stringify(result));
  renameSync(`${RESULT}.part`, RESULT);
  return result;
}

async function waitForResult(): Promise<Result> {
  for (;;) {
    try {
      return JSON.parse(readFileSync(RESULT, "utf8")) as Result;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      await sleep(200);
    }
  }
}
