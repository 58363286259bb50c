import { describe, expect, it } from "vitest";
import { readProperty } from "../../../../src/commands/add/read-property.ts";

describe("readProperty", () => {
  it.each([
    ["tier", { name: "tier" }],
    ["tier:optional", { name: "tier", optional: true }],
    ["tier:What was bought: one of them.", { name: "tier", description: "What was bought: one of them." }],
    ["amount:number", { name: "amount", type: "number" }],
    ["`net:total`:number:Net: all.", { name: "net:total", type: "number", description: "Net: all." }],
    ["`net:total`", { name: "net:total" }],
    [
      "amount:number:optional:In EUR.",
      { name: "amount", type: "number", optional: true, description: "In EUR." },
    ],
    ["plan:enum=free, pro", { name: "plan", type: "enum", values: ["free", "pro"] }],
    ["tags:array=string", { name: "tags", type: "array", items: { type: "string" } }],
  ])("reads %s", (written, property) => {
    expect(readProperty(written)).toEqual(property);
  });

  it.each([
    ["a:nubmer", "`--property a`: there is no type `nubmer`.", "Did you mean `number`?"],
    [
      "a:map",
      "`--property a`: the type `map` cannot be given on the command line.",
      "Add the event without it, then write the property in the plan.",
    ],
    ["a:enum", "`--property a` is missing the values of the enum.", "Write it as `a:enum=free,pro`."],
    ["a:enum=x,,y", "`--property a` is missing the values of the enum.", "Write it as `a:enum=free,pro`."],
    ["a:array", "`--property a` is missing the type of the items.", "Write it as `a:array=string`."],
    ["a:array=strng", "`--property a`: there is no type `strng`.", "Did you mean `string`?"],
    ["a:number=1", "`--property a`: `number` takes no `=`.", undefined],
  ])("refuses %s", (written, message, hint) => {
    expect(() => readProperty(written)).toThrow(expect.objectContaining({ message, hint }));
  });
});
