import { describe, expect, it } from "vitest";
import { addAllToJson, addToJson, type JsonAddition } from "../../../src/edit/edit-json.ts";

const item: JsonAddition = { path: ["list"], item: "new" };
const rule: JsonAddition = { path: ["rules", "b"], value: ["error", { c: 1 }] };

describe("addToJson", () => {
  it.each<readonly [where: string, before: string, addition: JsonAddition, after: string]>([
    ["to a list on one line", '{ "list": ["a"] }', item, '{ "list": ["a", "new"] }'],
    [
      "to a list of lines",
      '{\n\t"list": [\n\t\t"a"\n\t]\n}\n',
      item,
      '{\n\t"list": [\n\t\t"a",\n\t\t"new"\n\t]\n}\n',
    ],
    ["to an empty list", '{\n  "list": []\n}\n', item, '{\n  "list": [\n    "new"\n  ]\n}\n'],
    [
      "behind a comment of the last line",
      '{\r\n  "list": [\r\n    "a" // why\r\n  ] // all\r\n}\r\n',
      item,
      '{\r\n  "list": [\r\n    "a", // why\r\n    "new"\r\n  ] // all\r\n}\r\n',
    ],
    [
      "behind a trailing comma and a comment",
      '{\n  "list": [\n    "a", /* why */\n  ],\n}\n',
      item,
      '{\n  "list": [\n    "a", /* why */\n    "new",\n  ],\n}\n',
    ],
    [
      "behind a comment in an empty list",
      '{\n  "list": [\n    // none\n  ]\n}\n',
      item,
      '{\n  "list": [\n    // none\n    "new"\n  ]\n}\n',
    ],
    [
      "as a list that begins with others",
      '{\n  "a": 1\n}\n',
      { ...item, first: ["**"] },
      '{\n  "a": 1,\n  "list": ["**", "new"]\n}\n',
    ],
    [
      "as a member of an object that is missing",
      '{\n  "a": [1,  2]\n}\n',
      rule,
      '{\n  "a": [1,  2],\n  "rules": {\n    "b": ["error", { "c": 1 }]\n  }\n}\n',
    ],
    ["to an empty file", "{}\n", item, '{\n  "list": ["new"]\n}\n'],
    [
      "within an item",
      '{"rules":[{"a":1}]}',
      { path: ["rules", 0, "b"], value: 2 },
      '{"rules":[{"a":1, "b": 2}]}',
    ],
    ["nothing that is there", '{ "list": [ "new"] }', item, '{ "list": [ "new"] }'],
    [
      "no member that is there",
      '{"rules":{"b":["error",{"c":1}]}}',
      rule,
      '{"rules":{"b":["error",{"c":1}]}}',
    ],
  ])("adds %s", (_, before, addition, after) => {
    expect(addToJson(before, addition)).toBe(after);
    expect(addToJson(after, addition)).toBe(after);
  });

  it.each<readonly [what: string, text: string, addition: JsonAddition]>([
    ["is no JSON", "{", item],
    ["is empty", "", item],
    ["is a list", "[]", item],
    ["has something else in place of the list", '{ "list": "new" }', item],
    ["has something else on the way", '{ "rules": [] }', rule],
    ["has another value", '{ "rules": { "b": "off" } }', rule],
    ["has the key twice", '{ "list": [], "list": 1 }', item],
  ])("leaves a text alone that %s", (_, text, addition) => {
    expect(addToJson(text, addition)).toBeUndefined();
  });

  it("adds all or nothing", () => {
    expect(addAllToJson('{"list":["a"]}', [item, rule])).toContain('"new"');
    expect(addAllToJson('{"list":["a"],"rules":1}', [item, rule])).toBeUndefined();
  });
});
