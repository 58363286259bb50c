import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { verifyHeader } from "../../src/emit/header.ts";
import {
  emitGolden,
  GOLDEN_CASES,
  readFolder,
  readGoldenPlan,
  readGoldenRecord,
} from "../support/golden-cases.ts";
import { writeFiles } from "../support/temp-folder.ts";

describe("the output is what the golden folder holds (if a difference is meant: npm run golden:update)", () => {
  test.each(GOLDEN_CASES)("$name", async (golden) => {
    const emitted = emitGolden(await readGoldenPlan(golden), readGoldenRecord(golden));
    if (process.env["UPDATE_GOLDEN"] === "1") {
      rmSync(golden.expected, { recursive: true, force: true });
      writeFiles(golden.expected, emitted);
    }
    expect(emitted).toEqual(readFolder(golden.expected));
  });
});

test.each(GOLDEN_CASES)("$name: every file bears a header that is right", ({ expected }) => {
  const seals = Object.entries(readFolder(expected)).map(([path, text]) => [path, verifyHeader(path, text)]);
  expect(seals).not.toEqual([]);
  expect(seals.filter(([, seal]) => JSON.stringify(seal) !== '{"ours":true,"intact":true}')).toEqual([]);
});
