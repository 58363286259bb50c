import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hrefTo, layOutDocs } from "../../../../src/emit/docs/layout.ts";
import { namePages } from "../../../../src/emit/docs/split-pages.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";

describe("file names of categories", () => {
  test.each([
    ["billing", "billing"],
    ["Billing & Co.", "billing-co"],
    ["a_b-c", "a_b-c"],
    ["Größe élevée", "gro-df-e-elevee"],
    ["支払い", "652f-6255-3044"],
    ["../../etc/passwd", "etc-passwd"],
    ["..\\..\\x", "x"],
    ["/", "category"],
    ["🎉", "category"],
    ["\u202e\u0000", "category"],
    ["a".repeat(100), "a".repeat(60)],
  ])("%j: %s", (category, name) => {
    expect(namePages([category])).toEqual([name]);
  });

  test.each(["README", "identity", "Index", "other", "Owners", "properties", "CON", "nul", "com1", "LPT9"])(
    "%s is taken",
    (category) => {
      expect(namePages([category])).toEqual([`${category.toLowerCase()}-2`]);
    },
  );

  test("differ when categories do, on every file system", () => {
    expect(namePages(["Billing", "a", "a!", "a-2", "billing"])).toEqual([
      "billing",
      "a",
      "a-2",
      "a-2-2",
      "billing-2",
    ]);
  });

  test("are safe and unique for any categories", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary" }), { maxLength: 8 }), (categories) => {
        const names = namePages(categories);
        expect(new Set(names).size).toBe(categories.length);
        for (const name of names) expect(name).toMatch(/^[a-z0-9_][a-z0-9_-]{0,63}$/u);
      }),
    );
  });
});

describe("pages", () => {
  const plan = makePlan({
    groups: [{ name: "company", at: [], key: "company_id", properties: [] }],
    properties: [
      makeProperty("amount", "number"),
      makeProperty("tier", { kind: "enum", values: [{ value: "free" }] }),
    ],
    events: [
      makeEvent("b", { category: "web" }),
      makeEvent("a", { category: "web" }),
      makeEvent("Web", { category: "web" }),
      makeEvent("c c"),
      makeEvent("d", { category: "Äpp" }),
    ],
  });
  const layout = layOutDocs(plan, () => 1);

  const pagesOf = ({ pages }: typeof layout): unknown =>
    pages.map(({ file, title, events }) => [file, title, events.map(({ name }) => name)]);

  test("one a category where its first event is, and one for events without", () => {
    expect(pagesOf(layout)).toEqual([
      ["web.md", "Web", ["b", "a", "Web"]],
      ["app.md", "Äpp", ["d"]],
      ["other.md", "Other events", ["c c"]],
    ]);
  });

  test("in the author's order, whatever the order of the plan's list", () => {
    const order = {
      events: ["d", "a", "Web", "b"],
      groups: [],
      person: [],
      properties: [],
      bundles: [],
      ofGroup: {},
    };
    expect(pagesOf(layOutDocs({ ...plan, order }, () => 1))).toEqual([
      ["app.md", "Äpp", ["d"]],
      ["web.md", "Web", ["a", "Web", "b"]],
      ["other.md", "Other events", ["c c"]],
    ]);
  });

  test("are split by their size, too", () => {
    expect(pagesOf(layOutDocs(plan, ({ name }) => (name === "a" ? 60_000 : 30_000)))).toEqual([
      ["web-a.md", "Web: a…", ["a"]],
      ["web-b.md", "Web: b…", ["b"]],
      ["web-w.md", "Web: w…", ["Web"]],
      ["app.md", "Äpp", ["d"]],
      ["other.md", "Other events", ["c c"]],
    ]);
  });

  test("places have the ids that GitHub gives the headings: the title was there first", () => {
    expect([...layout.places]).toEqual([
      ["event b", { file: "web.md", id: "b" }],
      ["event a", { file: "web.md", id: "a" }],
      ["event Web", { file: "web.md", id: "web-1" }],
      ["event d", { file: "app.md", id: "d" }],
      ["event c c", { file: "other.md", id: "c-c" }],
      ["group company", { file: "README.md", id: "group-company" }],
      ["values tier", { file: "README.md", id: "values-tier" }],
    ]);
  });

  test("link to each other, and to themselves by the fragment alone", () => {
    const place = { file: "web.md", id: "a" };
    expect(hrefTo(place, "README.md")).toBe("web.md#a");
    expect(hrefTo(place, "web.md")).toBe("#a");
  });
});
