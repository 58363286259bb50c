import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addEvents } from "../../../src/edit/add-events.ts";
import { entryOfEvent, type NewEvent } from "../../../src/edit/new-event.ts";
import { plainValue } from "../../../src/edit/yaml-entries.ts";
import { ROOT } from "../../support/command-line.ts";

const NEW: NewEvent = { name: "new", description: "It is new.", properties: [] };

/** The text with the event. */
function added(text: string, event: Partial<NewEvent> = {}): string {
  const result = addEvents(text, [{ ...NEW, ...event }]);
  if (!result.ok) throw new Error(JSON.stringify(result));
  expect(result.text.split("\n")[result.lines[0]! - 1]).toContain(event.name ?? "new");
  return result.text;
}

it.each([
  "[B] x",
  "&a b",
  "- a",
  "a #b",
  "@a",
  "`a`",
  "*a",
  "! a",
  "? a",
  "%a",
  "| a",
  "{a: b}",
  'it\'s "so"',
  "'",
  "a: b",
  "#1",
  "404",
  "true",
  "~",
  "signup:done",
  "支払い/完了",
])("writes the name %s so that YAML reads it", (name) => {
  const properties = [{ name, type: "string", description: "Odd." }];
  for (const text of ["events:\n  a: {}\n", "events: { a: {} }\n", '{ "events": { "a": {} } }\n']) {
    const result = addEvents(text, [{ ...NEW, name, properties }]);
    const { events } = parse(result.ok ? result.text : "") as {
      events: Record<string, { properties: object }>;
    };
    expect(Object.keys(events).toSorted()).toEqual(["a", name].toSorted());
    expect(Object.keys(events[name]!.properties)).toEqual([name]);
  }
});

describe("where an event goes", () => {
  it.each([
    [
      "to the end",
      "events:\n  b: {}\n  a: {}\n",
      "events:\n  b: {}\n  a: {}\n  new:\n    description: It is new.\n",
    ],
    [
      "into its place where names are sorted",
      "events:\n  a: {}\n  z: {} # last\n",
      "events:\n  a: {}\n  new:\n    description: It is new.\n  z: {} # last\n",
    ],
    [
      "before all where names are sorted",
      "# top\nevents:\n  # of x\n  x: {}\n  z: {}\n",
      "# top\nevents:\n  new:\n    description: It is new.\n  # of x\n  x: {}\n  z: {}\n",
    ],
    [
      "before keys that follow, and their comments",
      "events:\n  a: {}\n\n# About the output.\noutput: {}\n",
      "events:\n  a: {}\n  new:\n    description: It is new.\n\n# About the output.\noutput: {}\n",
    ],
    ["below an empty `events`", "events:\n", "events:\n  new:\n    description: It is new.\n"],
    [
      "below one that ends the file",
      "plan: 1\nevents:",
      "plan: 1\nevents:\n  new:\n    description: It is new.",
    ],
    [
      "in place of {}",
      "events: {} # none\nx: 1\n",
      "events: # none\n  new:\n    description: It is new.\nx: 1\n",
    ],
    [
      "below a comment in place of anything",
      "events: # none\nx: 1\n",
      "events: # none\n  new:\n    description: It is new.\nx: 1\n",
    ],
    ["in place of null", "events: null\nx: 1\n", "events:\n  new:\n    description: It is new.\nx: 1\n"],
    [
      "below a key of its own where there is none",
      "plan: 1\nlist:\n  - 1\n# end\n",
      "plan: 1\nlist:\n  - 1\n\nevents:\n  new:\n    description: It is new.\n# end\n",
    ],
    ["into braces", "events: { a: {} }\n", "events: { a: {}, new: { description: It is new. } }\n"],
    [
      "into braces with a line for each event",
      "events: {\n  a: {},\n}\n",
      "events: {\n  a: {},\n  new: { description: It is new. },\n}\n",
    ],
    [
      "into JSON",
      '{\n  "events": {\n    "a": { "description": "A." }\n  }\n}\n',
      '{\n  "events": {\n    "a": { "description": "A." },\n    "new": { "description": "It is new." }\n  }\n}\n',
    ],
    [
      "into JSON without events",
      '{ "plan": 1, "events": {} }',
      '{ "plan": 1, "events": { "new": { "description": "It is new." } } }',
    ],
  ])("%s", (_where, before, after) => {
    expect(added(before)).toBe(after);
  });

  it("after the last event of its category, before the comment of the next part", () => {
    const plan = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");
    const after = added(plan, { name: "refund_issued", category: "billing" });
    const lines = "\n  refund_issued:\n    description: It is new.\n    category: billing\n";
    const next = "\n  # Workflows run in the background";
    expect(after.includes(lines + next)).toBe(true);
    expect(after.replace(lines, "")).toBe(plan);
  });
});

describe("how it is written", () => {
  it("with the file's line ends, indentation and blank lines, and without an end of the last line where there is none", () => {
    const before = "events:\r\n    a:\r\n        description: A.\r\n\r\n    c:\r\n        description: C.";
    expect(added(before, { name: "d" })).toBe(`${before}\r\n\r\n    d:\r\n        description: It is new.`);
  });

  it("with all that is given, a shared property by its name alone", () => {
    expect(
      added("events:\n", {
        description: "A: b # c",
        trigger: "yes",
        owner: "1.0",
        properties: [
          { name: "amount_usd" },
          { name: "kind", type: "enum", values: ["no", "b"], optional: true, description: "Which." },
          { name: "tags", type: "array", items: { type: "string" } },
        ],
      }),
    ).toBe(`events:
  new:
    description: "A: b # c"
    trigger: yes
    owner: "1.0"
    properties:
      amount_usd:
      kind:
        type: enum
        values: [no, b]
        optional: true
        description: Which.
      tags:
        type: array
        items:
          type: string
`);
  });

  it("so that YAML reads every text back as it is, and the rest as before", () => {
    const before = "# a\nplan: 1\nevents:\n  a: { description: A. }\n\n  b: { description: B. }\nend: [1]\n";
    const text = fc.string({ unit: "binary", minLength: 1 }).filter((one) => !/\p{Cs}/u.test(one));
    fc.assert(
      fc.property(text, text, text, (name, description, owner) => {
        fc.pre(!["a", "b", "__proto__"].includes(name));
        const event = { name, description, owner, properties: [{ name: owner, type: "string" }] };
        const result = addEvents(before, [event]);
        fc.pre(result.ok);
        const read = parse(result.ok ? result.text : "") as { events: Record<string, unknown> };
        expect(read.events[name]).toEqual(plainValue(entryOfEvent(event).value));
      }),
    );
  });
});

describe("what is refused", () => {
  it.each([
    ["an event that is there", "plan: 1\nevents:\n  a: {}\n  new: {}\n", { kind: "exists", line: 4 }],
    ["what is no YAML", "events: [", { kind: "unclear", reason: "the file is not valid YAML" }],
    ["a list", "- 1", { kind: "unclear", reason: "the file is not a map" }],
    [
      "an end that would become another text",
      "events:\n  a:\n    description: |+\n      A.\n\n",
      { kind: "unclear", reason: "`events` is written in a way that cannot be edited safely" },
    ],
    [
      "events behind an alias",
      "x: &x { a: {} }\nevents: *x\n",
      { kind: "unclear", reason: "`events` is not a map of its own" },
    ],
  ])("%s", (_what, text, expected) => {
    expect(addEvents(text, [NEW])).toEqual({ ok: false, ...expected });
  });
});
