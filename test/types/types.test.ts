import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitGolden, readGoldenPlan } from "../support/golden-cases.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { type CompilerVersion, makeProject, type Project } from "../support/typescript-project.ts";

/** A plan, and calls of what it is turned into: `common/` has a plan with common properties. */
describe.each([".", "common"])("in %s", (folder) => {
  const FOLDER = new URL(folder, import.meta.url).pathname;
  const source = readFileSync(join(FOLDER, "calls.ts"), "utf8");

  let project: Project;

  beforeAll(async () => {
    project = makeProject();
    const plan = await readGoldenPlan({
      name: "types",
      planFile: join(FOLDER, "tracking-plan.yaml"),
      expected: "",
    });
    for (const [path, text] of Object.entries(emitGolden(plan))) {
      writeFiles(join(project.folder, "generated"), { [path]: text });
    }
    writeFiles(project.folder, { "calls.ts": source });
  });

  afterAll(() => project.remove());

  /** Line → what the compiler says there, as calls.ts has it behind `; // `. */
  function expectedErrors(): readonly string[] {
    return source.split("\n").flatMap((line, index) => {
      const [, message] = /; \/\/ (.*)$/u.exec(line) ?? [];
      return message === undefined ? [] : [`${index + 1}: ${message}`];
    });
  }

  /** The errors of calls.ts in the same form, and whole lines for all that the compiler says of other files. */
  async function actualErrors(compiler: CompilerVersion): Promise<readonly string[]> {
    const lines = await project.compile({ compiler, module: "nodenext", include: ["calls.ts"] });
    return lines
      .filter((line) => !line.startsWith(" "))
      .map((line) => line.replace(/^calls\.ts\((\d+),\d+\): error TS\d+: /u, "$1: "));
  }

  describe("right calls compile, and each wrong one is refused in words that help", () => {
    test.each(["5.9", "6.0"] as const)("TypeScript %s", async (compiler) => {
      expect(await actualErrors(compiler)).toEqual(expectedErrors());
    });

    test("TypeScript 7.0, in words of its own", async () => {
      const linesOf = (errors: readonly string[]): readonly number[] =>
        errors.map((error) => Number.parseInt(error, 10));
      expect(linesOf(await actualErrors("7.0"))).toEqual(linesOf(expectedErrors()));
    });
  });
});
