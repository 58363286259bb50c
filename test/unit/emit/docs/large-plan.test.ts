/** The docs of a plan that no page could hold: 1,000 events of six categories and of none, and 40 owners. */
import { describe, expect, it } from "vitest";
import { largePlan } from "../../../../scripts/bench/large-plan.ts";
import { docsEmitter } from "../../../../src/emit/docs/docs-emitter.ts";
import { layOutDocs } from "../../../../src/emit/docs/layout.ts";
import { MAX_BYTES_ON_PAGE, MAX_THINGS_ON_PAGE, splitByName } from "../../../../src/emit/docs/split-pages.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import { anchorsOf, faultsOfDocs, faultsOfPages, parsePages } from "../../../support/check-docs.ts";
import { makeEvent, makePlan } from "../../../support/make-plan.ts";
import { readTexts } from "../../../support/memory-files.ts";
import { nodesOfType, parseMarkdown, shownText } from "../../../support/parse-markdown.ts";

const { plan, diagnostics } = await readTexts(largePlan({ events: 1000, files: 40 }));
const large = plan as Plan;
// Parsed once: it is 2 MB of Markdown.
const pages = parsePages(large);

describe("the docs of a plan of 1,000 events", () => {
  it("come of a plan without a fault", () => {
    expect(diagnostics).toStrictEqual([]);
    expect(large.events.length).toBe(1000);
  });

  it("have no link that leads nowhere", () => {
    expect(faultsOfPages(pages)).toStrictEqual([]);
  });

  it("tell each event in full once, on pages that can be read", () => {
    const sections = [...pages]
      .filter(([file]) => !/^(?:README|owners|identity|properties.*)\.md$/u.test(file))
      .map(([, root]) => nodesOfType(root, "heading").filter(({ depth }) => depth === 2).length);
    expect(sections.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(Math.max(...sections)).toBeLessThanOrEqual(MAX_THINGS_ON_PAGE);
    const bytes = docsEmitter.emit(large).map(({ body }) => Buffer.byteLength(body));
    expect(Math.max(...bytes)).toBeLessThan(MAX_BYTES_ON_PAGE);
  });

  it("begin with the categories, those that have none too, each with its events and owners", () => {
    const [overview] = nodesOfType(pages.get("README.md")!, "table");
    const rows = overview!.children.map((row) => shownText(row.children[0]!));
    expect(rows).toStrictEqual([
      "Category",
      "Product (250)",
      "Workflow (139)",
      "Growth (139)",
      "Sales & support (138)",
      "Billing (138)",
      "Search (139)",
      "Other events (57)",
    ]);
    expect(nodesOfType(overview!, "link").map(({ url }) => url)).toContain("owners.md#team-7");
  });

  it("list every event by its owner", () => {
    const page = pages.get("owners.md")!;
    expect(anchorsOf(page).length).toBe(40);
    expect(nodesOfType(page, "link").filter(({ url }) => url.includes("#")).length).toBe(1000);
  });

  it("keep a link to an event on the page of its category, however many pages that has", () => {
    const names = large.events.filter(({ category }) => category === "product").map(({ name }) => name);
    expect([...pages.keys()].filter((file) => file.startsWith("product-")).length).toBeGreaterThan(3);
    expect(new Set(anchorsOf(pages.get("product.md")!))).toStrictEqual(new Set(names));
  });

  it("put an event where they did when another is added", () => {
    const more = { ...large, events: [...large.events, makeEvent("a_new_one", { category: "product" })] };
    const { places } = layOutDocs(large, () => 1);
    const moved = [...layOutDocs(more, () => 1).places].filter(
      ([key, place]) => JSON.stringify(places.get(key)) !== JSON.stringify(place),
    );
    expect(moved).toStrictEqual([["event a_new_one", { file: "product-a.md", id: "a_new_one" }]]);
  });
});

describe("owners", () => {
  it("have their events, and at the end come those that have none", () => {
    const owners = [["No owner"], ["a|`b`", "No owner"]];
    const events = Array.from({ length: 101 }, (_, index) =>
      makeEvent(`event ${index}`, { owner: owners[index] }),
    );
    const plan101 = makePlan({ events });
    expect(faultsOfDocs(plan101)).toStrictEqual([]);
    const page = parsePages(plan101).get("owners.md")!;
    expect(nodesOfType(page, "heading").map(shownText)).toStrictEqual([
      "Events by owner",
      "No owner",
      "a|`b`",
      "No owner",
    ]);
    const items = nodesOfType(page, "listItem").map(shownText);
    expect(items.slice(0, 2)).toStrictEqual([
      "Other events (2): event 0, event 1",
      "Other events (1): event 1",
    ]);
  });
});

describe("owners of 3,000 events", () => {
  const owners = [["billing"], ["Growth & <b>", "billing"], undefined];
  const events = Array.from({ length: 3000 }, (_, index) =>
    makeEvent(`${"abcdefgh"[index % 8]}_${"long_".repeat(6)}${index}`, {
      owner: owners[index % 3],
      category: index < 5 ? "owners billing a" : undefined,
    }),
  );
  const files = new Map(
    docsEmitter.emit(makePlan({ events })).map(({ path, body }) => [path.replace("docs/", ""), body]),
  );
  const category = "owners-billing-a.md";
  const ofOwners = [...files].filter(([file]) => file.startsWith("owners") && file !== category);

  it("have pages that can be read, each with a name that nothing else has", () => {
    expect(files.has(category)).toBe(true);
    expect(ofOwners.map(([file]) => file)).toEqual(
      expect.arrayContaining([
        "owners.md",
        "owners-growth-b-a.md",
        "owners-billing-a-2.md",
        "owners-no-owner-h.md",
      ]),
    );
    expect(Math.max(...ofOwners.map(([, body]) => Buffer.byteLength(body)))).toBeLessThan(MAX_BYTES_ON_PAGE);
  });

  it("name each event once for each of its owners", () => {
    const listed = ofOwners.flatMap(([, body]) =>
      [...body.matchAll(/\.md#([a-h]_[a-z_]+\d+)\)/gu)].map(([, name]) => name!),
    );
    const expected = events.flatMap(({ name, owner = ["No owner"] }) => owner.map(() => name));
    expect(listed.toSorted()).toStrictEqual(expected.toSorted());
  });

  it("are found from the first page, where links to an owner lead", () => {
    const page = parseMarkdown(files.get("owners.md")!);
    expect(anchorsOf(page)).toStrictEqual(["growth--b", "billing", "no-owner"]);
    const urls = nodesOfType(page, "link").map(({ url }) => url);
    expect(urls.filter((url) => !files.has(url))).toStrictEqual([]);
    expect(new Set(urls)).toStrictEqual(
      new Set(["README.md", ...ofOwners.map(([file]) => file)].filter((file) => file !== "owners.md")),
    );
  });
});

/** The beginnings that names are split by, and how many begin so. */
function split(names: readonly string[], bytes = 1): unknown {
  const events = names.map((name) => makeEvent(name));
  return splitByName(events, () => bytes).map((range) => [range.beginning, range.things.length]);
}

function many(beginning: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${beginning}${String(index).padStart(3, "0")}`);
}

describe("splitByName", () => {
  it("takes as few letters as it can, and more where many begin alike", () => {
    expect(split([...many("a_", 30), ...many("B ", 20), ...many("b_", 61)])).toStrictEqual([
      ["a", 30],
      ["b ", 20],
      ["b_00", 10],
      ["b_01", 10],
      ["b_02", 10],
      ["b_03", 10],
      ["b_04", 10],
      ["b_05", 10],
      ["b_06", 1],
    ]);
  });

  it("splits what is too long, down to a thing that is too long by itself", () => {
    const half = MAX_BYTES_ON_PAGE / 2;
    expect(split(["aa", "ab", "b"], half)).toStrictEqual([
      ["a", 2],
      ["b", 1],
    ]);
    expect(split(["aa", "ab", "b"], half + 1)).toStrictEqual([
      ["aa", 1],
      ["ab", 1],
      ["b", 1],
    ]);
    expect(split(["a", "b"], MAX_BYTES_ON_PAGE + 1)).toStrictEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  it("keeps a name that is the beginning of the others", () => {
    expect(split(["ab", ...many("abc", 60)])).toStrictEqual([
      ["ab", 1],
      ["abc", 60],
    ]);
  });
});
