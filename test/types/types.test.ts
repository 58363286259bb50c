import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitGolden, readGoldenPlan } from "../support/golden-cases.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { COMPILER_VERSIONS, makeProject, type Project } from "../support/typescript-project.ts";

const FOLDER = new URL(".", import.meta.url).pathname;
const source = readFileSync(join(FOLDER, "calls.ts"), "utf8");

let project: Project;

beforeAll(async () => {
  project = await makeProject();
  const plan = readGoldenPlan({
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

describe.each(COMPILER_VERSIONS)("TypeScript %s", (compiler) => {
  test("right calls compile, and each wrong one is refused in words that help", async () => {
    const lines = await project.compile({ compiler, module: "nodenext", include: ["calls.ts"] });
    const errors = lines.flatMap((line) => {
      const [, number, message] = /^calls\.ts\((\d+),\d+\): error TS\d+: (.*)$/u.exec(line) ?? [];
      return number === undefined ? (line.startsWith(" ") ? [] : [line]) : [`${number}: ${message}`];
    });
    expect(errors).toEqual(expectedErrors());
  });
});
