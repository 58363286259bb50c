import { describe, expect, test } from "vitest";
import { importGlean } from "../../../src/import/glean.ts";
import type { Importer } from "../../../src/import/importer.ts";
import { importJsonSchema } from "../../../src/import/json-schema/import-json-schema.ts";
import { importOpenTrackPlan } from "../../../src/import/opentrackplan/import-opentrackplan.ts";
import { importRudderStack } from "../../../src/import/rudderstack/import-rudderstack.ts";
import { importSegment } from "../../../src/import/segment.ts";

const IMPORTERS: Readonly<Record<string, readonly [Importer, file: string]>> = {
  segment: [importSegment, "in/rules.json"],
  "json-schema": [importJsonSchema, "in/order.json"],
  rudderstack: [importRudderStack, "in/plan.yaml"],
  opentrackplan: [importOpenTrackPlan, "in/order.yaml"],
  glean: [importGlean, "in/metrics.yaml"],
};

/** What is reported of a file, with its place. */
function faultsOf(importer: Importer, path: string, text: string): readonly string[] {
  const imported = importer([{ path, text }], {});
  if (imported.kind !== "invalid") return [];
  return imported.diagnostics.map(
    ({ code, place }) => `${code} ${place?.file}:${place?.line}:${place?.column}`,
  );
}

describe.each(Object.entries(IMPORTERS))("%s", (_, [importer, path]) => {
  test.each([
    "null",
    "5",
    '"text"',
    "[]",
    "{}",
    '{"a": null}',
    '{"rules": 1}',
    '{"spec": [], "event": 1}',
    "[[]]",
    '[{"a": {}}]',
  ])("takes %s for no file of its format, and says where", (text) => {
    const imported = importer([{ path, text }], {});
    const events = imported.kind === "draft" ? imported.draft.events : [];
    expect(events).toStrictEqual([]);
    const places =
      imported.kind === "draft"
        ? imported.losses.map(({ at }) => at)
        : imported.diagnostics.map(({ place }) => place);
    expect(places.every((place) => place?.file === path)).toBe(true);
  });

  test("names the place of a syntax error", () => {
    const text = path.endsWith(".json") ? '{\n  "a": [1, 2\n}\n' : "a:\n  - b\n c: [\n";
    const [first] = faultsOf(importer, path, text);
    expect(first).toMatch(/^import-syntax in\/\S+:[34]:\d+$/u);
  });

  test("refuses a file that is nested too deeply", () => {
    const depth = path.endsWith(".json") ? 100_000 : 5000;
    for (const text of [
      "[".repeat(depth),
      `${"[".repeat(depth)}${"]".repeat(depth)}`,
      `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
    ]) {
      expect(faultsOf(importer, path, text)[0]).toMatch(/^import-(?:too-deep|syntax) in\//u);
    }
  });
});

test("refuses YAML whose aliases multiply", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
  for (const [name, inner] of ["ba", "cb", "dc", "ed", "fe", "gf", "hg"].map((pair) => pair.split("")))
    lines.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${inner}`).join(", ")}]`);
  expect(faultsOf(importGlean, "metrics.yaml", `${lines.join("\n")}\n`)[0]).toMatch(
    /^import-syntax metrics\.yaml:6:/u,
  );
});

const schemaOf = (properties: string, more = ""): string =>
  `{\n"type": "object",\n"properties": {\n${properties}\n}${more}\n}\n`;

test("takes names of JavaScript's own objects for names like any other", () => {
  const text = schemaOf(
    '"__proto__": { "type": "string" }, "constructor": { "type": "string" }, "a": { "properties": { "__proto__": { "type": "string" }, "b": { "type": "boolean" } } }',
  );
  const imported = importJsonSchema([{ path: "in/order.json", text }], {});
  if (imported.kind === "invalid") throw new Error("It is valid.");
  expect(imported.draft.events[0]?.properties.map(({ name }) => name)).toStrictEqual([
    "__proto__",
    "constructor",
    "a",
  ]);
  expect(imported.draft.events[0]?.properties[2]).toStrictEqual({
    name: "a",
    type: "object",
    properties: [{ name: "b", type: "boolean", optional: true }],
    additional: "json",
    optional: true,
  });
  expect(({} as { type?: string }).type).toBeUndefined();
});

test("refuses a reference that leads back to itself, at its place", () => {
  const text = schemaOf(
    '"a": { "$ref": "#/definitions/a" }',
    ',\n"definitions": { "a": { "$ref": "#/definitions/b" },\n"b": { "allOf": [{ "$ref": "#/definitions/a" }] } }',
  );
  expect(faultsOf(importJsonSchema, "in/order.json", text)).toStrictEqual([
    "import-cycle in/order.json:7:28",
  ]);
});

test("takes a type that contains itself for any JSON", () => {
  const text = schemaOf('"a": { "$ref": "#" }');
  const imported = importJsonSchema([{ path: "in/order.json", text }], {});
  if (imported.kind === "invalid") throw new Error("It is valid.");
  expect(imported.losses.map(({ kind, of }) => `${kind} ${of}`)).toContain("widened order.a.a");
});

test("stops where references multiply", () => {
  const definitions = Array.from({ length: 12 }, (_, index) => {
    const next = `{ "$ref": "#/definitions/d${index + 1}" }`;
    return `"d${index}": { "properties": { "a": ${next}, "b": ${next}, "c": ${next}, "d": ${next} } }`;
  });
  const text = schemaOf(
    '"a": { "$ref": "#/definitions/d0" }',
    `,\n"definitions": {\n${definitions.join(",\n")}\n}`,
  );
  const [first] = faultsOf(importJsonSchema, "in/order.json", text);
  expect(first).toMatch(/^import-cycle in\/order\.json:\d+:\d+$/u);
});

test.each([
  "../../etc/passwd",
  "/etc/passwd",
  "file:///etc/passwd",
  "https://example.com/a.json",
  "other.json",
  "#/nothing",
  "#/%E0%A4%A",
])("reads nothing for the reference %s", (reference) => {
  const text = schemaOf(`"a": { "$ref": ${JSON.stringify(reference)} }`);
  const imported = importJsonSchema([{ path: "in/order.json", text }], {});
  if (imported.kind === "invalid") throw new Error("It is valid.");
  expect(imported.draft.events[0]?.properties).toStrictEqual([{ name: "a", type: "json", optional: true }]);
  expect(imported.losses.map(({ kind, what, at }) => `${kind} ${what} ${at.line}`)).toContain(
    "widened type 4",
  );
});

test("keeps no half of a surrogate pair, which no file can hold", () => {
  const text = schemaOf('"a": { "enum": ["\\ud800x"], "description": "\\udc00 half" }');
  const imported = importJsonSchema([{ path: "in/order.json", text }], {});
  if (imported.kind === "invalid") throw new Error("It is valid.");
  const [property] = imported.draft.events[0]?.properties ?? [];
  expect(property?.values).toStrictEqual(["\ufffdx"]);
  expect(property?.description).toBe("\ufffd half");
});
