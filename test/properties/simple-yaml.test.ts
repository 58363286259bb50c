import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReport } from "../../src/read/report.ts";
import { type KeyOrders, toData } from "../../src/read/source/data.ts";
import { readSimpleYaml } from "../../src/read/source/simple-yaml.ts";
import { findYamlFaults } from "../../src/read/source/yaml-faults.ts";
import { parseYaml } from "../../src/read/source/yaml.ts";

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
      expect({ faults: [], data: inOrder(simple.data, simple.keyOrders) }).toEqual(readByYaml(text));
    });
    const { counterexample, errorInstance } = fc.check(check, { numRuns: 4000 });
    expect([counterexample, errorInstance]).toEqual([null, null]);
    // It would prove nothing if it read none.
    expect(read).toBeGreaterThan(200);
  });
});

function readByYaml(text: string): { readonly faults: readonly unknown[]; readonly data: unknown } {
  const parsed = parseYaml(text);
  if (parsed.kind !== "documents") return { faults: [parsed.kind], data: undefined };
  const [document, ...others] = parsed.documents;
  if (document === undefined) return { faults: ["empty"], data: undefined };
  const report = createReport();
  const { data, keyOrders } = toData(document.contents, report);
  const faults = [...findYamlFaults(document, text).findings, ...report.findings, ...others];
  return { faults, data: inOrder(data, keyOrders) };
}

/** A value with its maps as lists of entries in the author's order. */
function inOrder(value: unknown, orders: KeyOrders): unknown {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, orders));
  if (typeof value !== "object" || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  return new Map((orders.get(map) ?? Object.keys(map)).map((key) => [key, inOrder(map[key], orders)]));
}
