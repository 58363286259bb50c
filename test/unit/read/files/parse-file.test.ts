import { expect, test } from "vitest";
import { guessInclude } from "../../../../src/read/files/parse-file.ts";

test.each([
  ["a list in one line", "include: [a.yaml, 'plans/*.yaml']\n", ["a.yaml", "plans/*.yaml"]],
  ["a list of lines", "include:\n- a.yaml\n- b.yaml\n", ["a.yaml", "b.yaml"]],
  [
    "comments and blank lines",
    "include: # Teams.\n\n# One.\n  - a.yaml # A.\n\n  - b.yaml\nevents:\n",
    ["a.yaml", "b.yaml"],
  ],
  ["lines of Windows", "include:\r\n  - a.yaml\r\n  - b.yaml\r\n", ["a.yaml", "b.yaml"]],
  ["a bracket of its own line", "include: [\n  a.yaml,\n  b.yaml\n]\nevents: {}\n", ["a.yaml", "b.yaml"]],
  ["an open bracket", "include: [a.yaml, b.yaml\nevents: {}\n", ["a.yaml", "b.yaml"]],
  ["an open quote above", 'name: "shop\ninclude: [a.yaml]\n', ["a.yaml"]],
  ["an open quote in it", 'include: [a.yaml, "b.yaml]\nevents: {}\n', ["a.yaml", "b.yaml]"]],
  ["a broken item", "include: [a.yaml, 5, *b.yaml, [c.yaml], b.yaml]\n", ["a.yaml", "b.yaml"]],
  ["tabs below", "include: [a.yaml]\nevents:\n\tx: 1\n", ["a.yaml"]],
  ["a key that only starts alike", "included: [a.yaml]\n", []],
  ["a key that is further in", "events:\n  include: [a.yaml]\n", []],
  ["no list", "include: a.yaml\n", ["a.yaml"]],
  ["nothing", "include:\n", []],
  ["lines without end", `name: [\ninclude:\n  - a.yaml${"\n".repeat(1_000_000)}`, ["a.yaml"]],
  ["a depth without end", `include: ${"[".repeat(100)}\n`, []],
])("finds what it can of an include with %s", (_, text, found) => {
  expect(guessInclude(text)).toStrictEqual(found);
});
