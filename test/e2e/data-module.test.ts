/** Data that the build puts into the command line. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { dataModule } from "../../scripts/build/data-module.ts";
import * as formatSchemas from "../../src/emit/schema/format-schemas.ts";
import * as shapes from "../../src/format/shapes.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const part = { description: "What is in the data several times.", items: [null, 1, true] };
const odd = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": [[], {}] }') as unknown;

it.each<[name: string, exported: Readonly<Record<string, unknown>>]>([
  ["a part in a part", { A: [part, { inner: part, again: { inner: part } }, { inner: part }], B: part }],
  ["keys that objects have", { A: odd, B: [odd, odd] }],
  ["the shapes", { ...shapes }],
  ["the schemas", { ...formatSchemas }],
])("is the same as a module, and in the same order: %s", async (_, exported) => {
  const folder = makeTempFolder({ "data.mjs": dataModule(exported) });
  const module = (await import(pathToFileURL(join(folder, "data.mjs")).href)) as Record<string, unknown>;
  expect(Object.keys(module).toSorted()).toEqual(Object.keys(exported).toSorted());
  // Too long for a message that shows both.
  const differing = Object.keys(exported).filter(
    (name) => JSON.stringify(module[name]) !== JSON.stringify(exported[name]),
  );
  expect(differing).toEqual([]);
});

it("has a part once", () => {
  expect(dataModule({ A: [part, part, { part }] }).split(part.description)).toHaveLength(2);
});
