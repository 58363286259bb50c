import { describe, expect, it } from "vitest";
import { findSchemaLine } from "../../../src/read/files/schema-line.ts";

describe("findSchemaLine", () => {
  it.each([
    ["# yaml-language-server: $schema=./a.json\nplan: 1\n", ["./a.json", 1, 33]],
    ["\u{feff}# yaml-language-server: $schema=./a.json\n", ["./a.json", 1, 34]],
    ["# The plan.\r\n\r\n---\r\n#  yaml-language-server : $schema=a.json x\r\nplan: 1", ["a.json", 4, 35]],
    ["# $schema: ../a.json", ["../a.json", 1, 12]],
    ["plan: 1\n# yaml-language-server: $schema=./a.json\n", undefined],
    ["#yaml-language-server: $schema=./a.json\n", undefined],
    ["# yaml-language-server: schema=./a.json\n", undefined],
    ["", undefined],
  ])("of %j is %j", (text, expected) => {
    const found = findSchemaLine(text);
    expect(found && [found.schema, found.line, found.column]).toEqual(expected);
  });
});
