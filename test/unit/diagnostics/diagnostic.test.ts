import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Diagnostic, inOrder } from "../../../src/diagnostics/diagnostic.ts";

/** A diagnostic at a place such as "plan.yaml:3:7"; without one, nowhere. */
function at(text: string, code = "a"): Diagnostic {
  const [file = "", line, column] = text.split(":");
  const place = { file, line: Number(line), column: Number(column), length: 1, source: "" };
  return { code, severity: "warning", message: "", ...(text === "" ? {} : { place }) };
}

const shown = ({ code, place }: Diagnostic): string =>
  `${place === undefined ? "nowhere" : `${place.file}:${place.line}:${place.column}`} ${code}`;

const FILES = [{ name: "plan.yaml" }, { name: "a.yaml" }, { name: "b/c.yaml" }];

test("the plan file comes first, then those that it includes, each by line and column", () => {
  const found = [
    "b/c.yaml:1:1",
    "a.yaml:10:1",
    "plan.yaml:9:9",
    "a.yaml:9:2",
    "plan.yaml:9:10",
    "a.yaml:9:1",
  ];
  expect(
    inOrder(
      found.map((text) => at(text)),
      FILES,
    ).map(shown),
  ).toStrictEqual([
    "plan.yaml:9:9 a",
    "plan.yaml:9:10 a",
    "a.yaml:9:1 a",
    "a.yaml:9:2 a",
    "a.yaml:10:1 a",
    "b/c.yaml:1:1 a",
  ]);
});

test("what is said of one place stays as it came, and so does what is of no file of the plan, at the end", () => {
  const found = [at("z.ts:9:1"), at(""), at("a.yaml:1:1", "z"), at("b.ts:1:1"), at("a.yaml:1:1", "b")];
  expect(inOrder(found, FILES).map(shown)).toStrictEqual([
    "a.yaml:1:1 z",
    "a.yaml:1:1 b",
    "z.ts:9:1 a",
    "nowhere a",
    "b.ts:1:1 a",
  ]);
});

test("an order is one: to put it in order again changes nothing", () => {
  const place = fc
    .tuple(fc.constantFrom("plan.yaml", "a.yaml", "x.ts"), fc.nat(3), fc.nat(3))
    .map(([file, line, column]) => `${file}:${line}:${column}`);
  fc.assert(
    fc.property(fc.array(fc.oneof(place, fc.constant(""))), (texts) => {
      const once = inOrder(
        texts.map((text) => at(text)),
        FILES,
      );
      expect(inOrder(once, FILES)).toStrictEqual(once);
      const planned = once.filter((one) => FILES.some(({ name }) => name === one.place?.file));
      expect(once.slice(0, planned.length)).toStrictEqual(planned);
    }),
  );
});
