import * as nodeFiles from "node:fs/promises";
import { mkdirSync, symlinkSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/cli/run.ts";
import type { Files } from "../../../src/commands/io.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const PLAN =
  "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\nevents: { paid: { description: Paid. } }\n";

async function failureOf(cwd: string, argv: readonly string[], files: Partial<Files> = {}): Promise<string> {
  const io = captureIo({ cwd, files });
  expect(await run(argv, "1.2.3", io)).toBe(2);
  expect(io.printed.stdout).toBe("");
  return io.printed.stderr;
}

type Code = keyof typeof constants.errno;

function systemError(code: Code, syscall: string, path?: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), {
    code,
    errno: -constants.errno[code],
    syscall,
    path,
  });
}

const SPACE = "hint: Free some space, and run the command again.";
const PERMISSIONS = "hint: Check the owner and the permissions of the file and of its folder.";

it.each([
  ["FileSystemRead", "x.yaml", "FileSystemRead of x.yaml"],
  ["ChildProcess", "", "ChildProcess"],
])("what Node's permission model denies is no bug: %s", async (permission, file, denied) => {
  const cwd = makeTempFolder({ "tracking-plan.yaml": PLAN });
  const resource = file && join(cwd, file);
  const lstat = (async () => {
    const error = new Error("Access to this API has been restricted");
    throw Object.assign(error, { code: "ERR_ACCESS_DENIED", permission, resource });
  }) as unknown as Files["lstat"];
  expect(await failureOf(cwd, ["check"], { lstat })).toBe(
    `tracking-plan: Node's permission model denies ${denied}.\nhint: Give Node the flag that allows it, such as \`--allow-fs-read\`.\n`,
  );
});

describe("a file that cannot be written is named as the user knows it, with what to do", () => {
  it.each<[Code, string]>([
    ["ENOSPC", `no space left on device.\n${SPACE}`],
    ["EDQUOT", `disk quota exceeded.\n${SPACE}`],
    ["EACCES", `permission denied.\n${PERMISSIONS}`],
    ["EPERM", `operation not permitted.\n${PERMISSIONS}`],
    [
      "EROFS",
      "read-only file system.\nhint: Run the command where the file system is writable. `check` writes nothing.",
    ],
    ["EBUSY", "resource busy or locked.\nhint: Close the program that uses it, and run the command again."],
  ])("%s", async (code, said) => {
    const failing: Partial<Files> = {
      // As Node does: a full disk says no path, and others name the temporary file.
      writeFile: (async (path: string) => {
        throw code === "ENOSPC" ? systemError(code, "write") : systemError(code, "open", path);
      }) as unknown as Files["writeFile"],
    };
    for (const [argv, file] of [
      [["generate"], String.raw`generated/[\w./-]+`],
      [["add", "event", "x"], String.raw`tracking-plan\.yaml`],
    ] as const) {
      const stderr = await failureOf(makeTempFolder({ "tracking-plan.yaml": PLAN }), argv, failing);
      const expected = said.replaceAll(".", String.raw`\.`);
      expect(stderr).toMatch(new RegExp(`^tracking-plan: Cannot write ${file}: ${expected}\n$`, "u"));
      expect(stderr).not.toMatch(/\.tmp|open|\d{4}/u);
    }
  });

  it("also where the last step fails, and where a file is in the place of the folder", async () => {
    const rename = (async (from: string) => {
      throw systemError("EPERM", "rename", from);
    }) as unknown as Files["rename"];
    const cwd = makeTempFolder({ "tracking-plan.yaml": PLAN, "taken/file": "" });
    expect(await failureOf(cwd, ["generate"], { rename })).toMatch(
      /^tracking-plan: Cannot write generated\/[\w.-]+: operation not permitted\.\n/u,
    );
    expect(await failureOf(cwd, ["generate", "--out", "taken/file/x"])).toMatch(
      /^tracking-plan: Cannot write taken\/file\/x\/[\w.-]+: a folder of its path is a file\.\nhint: Move the file/u,
    );
  });
});

/** Files of which one must not be read. */
const refuse = (name: string): Partial<Files> => ({
  readFile: (async (path: string, ...options: readonly never[]) => {
    if (String(path).endsWith(name)) throw systemError("EACCES", "open", path);
    return nodeFiles.readFile(path, ...options);
  }) as unknown as Files["readFile"],
});

describe("a file that cannot be read is named, with what to do", () => {
  it("a folder in the place of the plan", async () => {
    const cwd = makeTempFolder();
    mkdirSync(join(cwd, "tracking-plan.yaml"));
    expect(await failureOf(cwd, ["check"])).toContain("Cannot read tracking-plan.yaml: it is not a file.\n");
  });

  it("a link to itself", async () => {
    const cwd = makeTempFolder();
    symlinkSync("tracking-plan.yaml", join(cwd, "tracking-plan.yaml"));
    expect(await failureOf(cwd, ["check"])).toBe(
      "tracking-plan: Cannot read tracking-plan.yaml: its links form a cycle.\nhint: Remove the link that leads back to itself.\n",
    );
  });

  it("a name that is too long", async () => {
    const name = `${"x".repeat(300)}.yaml`;
    expect(await failureOf(makeTempFolder(), ["check", "--plan", name])).toBe(
      `tracking-plan: Cannot read ${name}: its name is too long.\nhint: Choose a shorter path.\n`,
    );
    const cwd = makeTempFolder({ "tracking-plan.yaml": PLAN });
    expect(await failureOf(cwd, ["generate", "--out", "x".repeat(300)])).toContain("its name is too long.\n");
  });

  it("one without permission, of the plan and of the output", async () => {
    const cwd = makeTempFolder({ "tracking-plan.yaml": PLAN });
    await run(["generate"], "1.2.3", captureIo({ cwd }));
    for (const name of ["tracking-plan.yaml", "generated/index.ts"]) {
      expect(await failureOf(cwd, ["check"], refuse(name))).toBe(
        `tracking-plan: Cannot read ${name}: permission denied.\n${PERMISSIONS}\n`,
      );
    }
  });
});
