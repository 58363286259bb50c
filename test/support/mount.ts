import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, type TestContext } from "vitest";
import { makeTempFolder } from "./temp-folder.ts";

/** Mounts a file system for the running test. Skips the test where that is not allowed. */
export function mount(
  args: (folder: string) => readonly string[],
  skip: TestContext["skip"],
): { readonly folder: string; readonly remount: (options: string) => void } {
  const base = makeTempFolder();
  const folder = join(base, "mounted");
  mkdirSync(folder);
  try {
    execFileSync("mount", [...args(base), folder], { stdio: "pipe" });
  } catch {
    skip("no file system can be mounted here");
  }
  onTestFinished(() => void execFileSync("umount", ["--lazy", folder]));
  return {
    folder,
    remount: (options) => void execFileSync("mount", ["-o", `remount,${options}`, folder], { stdio: "pipe" }),
  };
}

/** A small disk. */
export function mountDisk(bytes: number, skip: TestContext["skip"]): ReturnType<typeof mount> {
  return mount(() => ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs"], skip);
}

/** What a container has as its root: files of an image, and over them a layer for what is written. */
export function mountImageLayer(skip: TestContext["skip"]): ReturnType<typeof mount> {
  return mount((base) => {
    // Not on the file system of the temporary folder: an overlay cannot be over another one.
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", base], { stdio: "pipe" });
    onTestFinished(() => void execFileSync("umount", ["--lazy", base]));
    for (const name of ["image", "written", "work", "mounted"]) mkdirSync(join(base, name));
    const [lower, upper, work] = ["image", "written", "work"].map((name) => join(base, name));
    return ["-t", "overlay", "-o", `lowerdir=${lower},upperdir=${upper},workdir=${work}`, "overlay"];
  }, skip);
}
