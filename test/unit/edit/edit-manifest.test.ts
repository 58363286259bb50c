import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addScripts } from "../../../src/edit/edit-manifest.ts";
import { ROOT } from "../../support/command-line.ts";

const NEW = { "t:check": "t check", "t:make": "t make" };

describe("addScripts", () => {
  it.each([
    [
      "after those that are there",
      '{\r\n\t"name": "shop",\r\n\t"scripts": {\r\n\t\t"a": "b"\r\n\t},\r\n\t"files": ["x",  "y"]\r\n}',
      '{\r\n\t"name": "shop",\r\n\t"scripts": {\r\n\t\t"a": "b",\r\n\t\t"t:check": "t check",\r\n\t\t"t:make": "t make"\r\n\t},\r\n\t"files": ["x",  "y"]\r\n}',
    ],
    [
      "where there are none",
      '{\n    "name": "shop",\n    "files": ["x",  "y"]\n}\n',
      '{\n    "name": "shop",\n    "files": ["x",  "y"],\n    "scripts": {\n        "t:check": "t check",\n        "t:make": "t make"\n    }\n}\n',
    ],
    [
      "in place of an empty list",
      '{\n  "scripts": {},\n  "v": 1\n}\n',
      '{\n  "scripts": {\n    "t:check": "t check",\n    "t:make": "t make"\n  },\n  "v": 1\n}\n',
    ],
    [
      "on one line",
      '{"scripts":{"a":"b"}}',
      '{"scripts":{"a":"b", "t:check": "t check", "t:make": "t make"}}',
    ],
  ])("adds them %s", (_where, before, after) => {
    expect(addScripts(before, NEW)).toBe(after);
  });

  it("keeps every other line of this repository's own", () => {
    const text = readFileSync(join(ROOT, "package.json"), "utf8");
    const lines = ',\n    "t:check": "t check",\n    "t:make": "t make"';
    expect(addScripts(text, NEW)?.replace(lines, "")).toBe(text);
  });

  it("writes any text as JSON", () => {
    const scripts = { 'a"b\n': 'c\\"\u2028' };
    expect(JSON.parse(addScripts("{}", scripts) ?? "")).toEqual({ scripts });
  });

  it.each(["", "[]", "{", "# no JSON\na: 1", '{ "scripts": [] }', '{ "scripts": 1, "scripts": {} }'])(
    "leaves %j alone",
    (text) => {
      expect(addScripts(text, NEW)).toBeUndefined();
    },
  );
});
