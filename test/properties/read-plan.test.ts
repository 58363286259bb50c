import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { readPlan } from "../../src/read/read-plan.ts";

const DIAGNOSTICS = join(import.meta.dirname, "../diagnostics");

/** Plans of all kinds, to be broken: every wrong and every right one that stands beside a code. */
const PLANS = readdirSync(DIAGNOSTICS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
  .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));

/** Pieces that YAML, expressions and the format give a meaning to. */
const PIECES = [
  ..."\n\t :-?{}[],&*!|>'\"%@`#~<=+/\\$.0aé👍\u0000\u2028\u202e",
  "\n  ",
  ": ",
  "- ",
  "&a ",
  "*a",
  "<<: *a\n",
  "!!str ",
  "---\n",
  "null",
  "1.0",
  ".inf",
  "__proto__: ",
  "constructor: ",
  "toString",
  "type: ",
  "use: ",
  "computed: ",
  "default: ",
  "properties:",
  "events:",
  "{ type: enum, values: [a] }",
];

/** A plan with some of its characters cut out and pieces put in their place. */
const brokenPlan = fc
  .tuple(
    fc.constantFrom(...PLANS),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        piece: fc.constantFrom(...PIECES, ""),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([plan, changes]) =>
    changes.reduce((text, { at, cut, piece }) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + piece + text.slice(start + cut);
    }, plan),
  );

describe("readPlan", () => {
  test("throws on no text", () => {
    expect(
      failureOf(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""))),
    ).toBe("");
  });

  test("throws on no bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const check = fc.property(bytes, (file) => void readPlan({ file: "plan.yaml", bytes: file }));
    expect(fc.check(check, { numRuns: 500 }).counterexample).toBeNull();
  });

  test("throws on no broken plan, and has a place in the file for all that it tells", () => {
    expect(failureOf(brokenPlan)).toBe("");
  });
});

/** The first text that is read wrongly, and how; empty when none is. */
function failureOf(texts: fc.Arbitrary<string>): string {
  const result = fc.check(
    fc.property(texts, (text) => {
      const fault = findFault(new TextDecoder().decode(new TextEncoder().encode(text)));
      if (fault !== undefined) throw new Error(fault);
    }),
    { numRuns: 1200 },
  );
  return result.failed ? `${JSON.stringify(result.counterexample)} ${String(result.errorInstance)}` : "";
}

function findFault(text: string): string | undefined {
  const { plan, diagnostics } = readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(text) });
  const broken = diagnostics.some(({ severity }) => severity === "error");
  if ((plan === undefined) !== broken) return broken ? "a plan with errors" : "no plan, and no error";
  const misplaced = diagnostics.find((diagnostic) => !isInside(text, diagnostic));
  return misplaced && `a place that is not in the file: ${JSON.stringify(misplaced)}`;
}

/** Whether a diagnostic's place is a part of the text, and its source line the one in it. */
function isInside(text: string, { place }: Diagnostic): boolean {
  if (place === undefined) return false;
  const { line, column, length, source } = place;
  // A file that is not text has no lines to show.
  const lines = text.includes("\0") ? [""] : text.replace(/^\uFEFF/u, "").split("\n");
  return (
    lines[line - 1]?.replace(/\r$/u, "") === source &&
    column >= 1 &&
    length >= 1 &&
    column - 1 <= source.length
  );
}
