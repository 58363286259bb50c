import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReport } from "../../src/read/report.ts";
import type { Pointer } from "../../src/plan/property.ts";
import type { Spot } from "../../src/read/report.ts";
import { createLocator, type PlacedValue } from "../../src/read/source/locate.ts";
import { type KeyOrders, toData } from "../../src/read/source/data.ts";
import { readSimpleYaml } from "../../src/read/source/simple-yaml.ts";
import { findYamlFaults } from "../../src/read/source/yaml-faults.ts";
import { parseYaml, placeNode } from "../../src/read/source/yaml.ts";

/** Right and wrong plans, and the YAML that a plan can be written in. */
const TEXTS = [
  ...readdirSync(join(import.meta.dirname, "../diagnostics"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
    .filter((text) => text.length < 3000),
  "a: 1\nb:\n  - x\n  - y: 2\n    z: [1, two]\nc: { d: 'e', f: \"g\" }\nh: >-\n  text\n  more\ni: plain\n  more\n10: j\n",
];

/** What begins, ends and indents something in YAML, and what it reads in an odd way. */
const PIECES = [
  ..."\n\t :-?{}[],&*!|>'\"%@`#~<=+/\\$.0aé",
  "\n  ",
  "\n      ",
  ": ",
  "- ",
  "-\n",
  "- - ",
  "? ",
  "&a ",
  "*a",
  "<<: *a\n",
  "!!str ",
  "---\n",
  "...\n",
  "null",
  "1.0",
  ".inf",
  "0x1",
  "-1",
  "1e3",
  "2fa: ",
  "10: ",
  "a: ",
  "'b': ",
  '"c":',
  "__proto__: ",
  "|\n",
  "|-\n  a\n",
  "|2\n",
  "|+\n\n",
  ">-\n   x\n    y\n\n",
  "[a, b]",
  "{ a: 1 }",
  "[\n  a,\n]",
  "{ a:, b: }",
  " # c\n",
  "#x",
  "\r\n",
  "\u0085",
  "\u2028",
  "\\n",
  "''",
  "\n- x\n",
];

const edited = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(6),
        piece: fc.constantFrom(...PIECES, ""),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([whole, changes]) =>
    changes.reduce((text, { at, cut, piece }) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + piece + text.slice(start + cut);
    }, whole),
  );

const joined = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(""));

describe("readSimpleYaml", () => {
  test("reads a text as yaml does, or not at all", () => {
    let read = 0;
    const check = fc.property(fc.oneof(edited, joined), (text) => {
      const simple = readSimpleYaml(text);
      if (simple === undefined) return;
      read += 1;
      const found = { faults: [], data: inOrder(simple.data, simple.keyOrders) };
      expect({ ...found, places: placesIn(simple.data, text, simple.placed) }).toEqual(readByYaml(text));
    });
    const { counterexample, errorInstance } = fc.check(check, { numRuns: 4000 });
    expect([counterexample, errorInstance]).toEqual([null, null]);
    // It would prove nothing if it read none.
    expect(read).toBeGreaterThan(200);
  });
});

interface Read {
  readonly faults: readonly unknown[];
  readonly data?: unknown;
  readonly places?: unknown;
}

function readByYaml(text: string): Read {
  const parsed = parseYaml(text);
  if (parsed.kind !== "documents") return { faults: [parsed.kind] };
  const [document, ...others] = parsed.documents;
  if (document === undefined) return { faults: ["empty"] };
  const report = createReport();
  const root = document.contents;
  const { data, keyOrders, targets } = toData(root, report);
  const faults = [...findYamlFaults(document, text).findings, ...report.findings, ...others];
  const places = placesIn(data, text, () => placeNode(root, targets));
  return { faults, data: inOrder(data, keyOrders), places };
}

/** Every place in a text that a finding can be at. */
function placesIn(data: unknown, text: string, read: () => PlacedValue | undefined): unknown {
  const { locate, written } = createLocator("a.yaml", text, read);
  return pointersIn(data).map((at) => ({
    at,
    written: written(at),
    places: [{}, { part: "key" }, { part: "value" }, { within: [1, 2] }].map((spot) =>
      locate({ at, ...(spot as Spot) }),
    ),
  }));
}

/** The pointers to everything in a value, and to what is not in it. */
function pointersIn(value: unknown, at: Pointer = []): readonly Pointer[] {
  const inside =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          pointersIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [at, [...at, "absent"], ...inside];
}

/** A value with its maps as lists of entries in the author's order. */
function inOrder(value: unknown, orders: KeyOrders): unknown {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, orders));
  if (typeof value !== "object" || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  return new Map((orders.get(map) ?? Object.keys(map)).map((key) => [key, inOrder(map[key], orders)]));
}
