import { describe, expect, test } from "vitest";
import { docsEmitter } from "../../../../src/emit/docs/docs-emitter.ts";
import { examplePayload } from "../../../../src/emit/docs/example-event.ts";
import { layOutDocs } from "../../../../src/emit/docs/layout.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import { makeEvent, makeItem, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { anchorsOf, faultsOfDocs, parsePages } from "../../../support/check-docs.ts";
import { nodesOfType, shownText } from "../../../support/parse-markdown.ts";
import { samplePlan } from "./sample-plan.ts";

/** Text that would break out of every place that it could stand in. */
const NASTY =
  "`a` | b || c\\|d */ ${x} </script><b>*x*</b> [l](javascript:1) http://x.example \u202e\n\n# h\n- i";

const nastyProperty = makeProperty(
  "nasty",
  { kind: "enum", values: [{ value: NASTY, meaning: NASTY }, { value: "|" }] },
  { description: NASTY, unit: NASTY, example: NASTY, deprecated: { reason: NASTY } },
);

const nastyPlan: Plan = makePlan({
  name: NASTY,
  description: NASTY,
  groups: [{ name: "group", at: [], key: "key", description: NASTY, properties: [nastyProperty] }],
  person: [nastyProperty],
  properties: [nastyProperty],
  events: [
    makeEvent("one", {
      description: NASTY,
      trigger: NASTY,
      category: NASTY,
      owner: [NASTY],
      tags: [NASTY, "|"],
      status: "deprecated",
      deprecated: { use: "two", reason: NASTY },
      renamedFrom: "three",
      idempotency: { key: { kind: "once" }, at: NASTY },
      groups: [{ group: "group", property: "key" }],
      properties: [
        makeProperty("key", "string"),
        nastyProperty,
        makeProperty("constant", "string", { source: { kind: "const", value: NASTY } }),
        makeProperty("pattern", { kind: "string", pattern: "a|`\\|\\||[|]" }),
        makeProperty("map", { kind: "map", items: makeItem({ kind: "string" }, { description: NASTY }) }),
      ],
    }),
    makeEvent("two", { category: "../../two" }),
    makeEvent("README", { category: "README" }),
  ],
});

const NOT_OF_EVENTS = new Set(["README.md", "identity.md", "properties.md"]);

const plans: readonly (readonly [string, Plan])[] = [
  ["sample", samplePlan],
  ["nasty", nastyPlan],
  ["empty", makePlan()],
];

describe.each(plans)("the docs of the %s plan", (_, plan) => {
  const pages = parsePages(plan);

  test("end in one line end, and stay in their folder", () => {
    for (const { path, body } of docsEmitter.emit(plan)) {
      expect(path).toMatch(/^docs\/(?:README|[a-z0-9_-]+)\.md$/u);
      expect(body).toMatch(/[^\n]\n$/u);
    }
  });

  test("have links that lead somewhere, anchors, tables and HTML as they should be", () => {
    expect(faultsOfDocs(plan)).toEqual([]);
  });

  test("link from the index to each event, and back", () => {
    const links = [...pages].flatMap(([file, root]) =>
      nodesOfType(root, "link").map(({ url }) => `${file} ${url}`),
    );
    expect(links).toEqual(
      expect.arrayContaining(["identity.md README.md", "README.md identity.md#a-persons-id"]),
    );
    for (const [file, root] of [...pages].filter(([name]) => !NOT_OF_EVENTS.has(name))) {
      expect(links).toEqual(
        expect.arrayContaining([
          `${file} README.md`,
          ...anchorsOf(root).map((id) => `README.md ${file}#${id}`),
        ]),
      );
    }
  });

  test("have a heading for each thing there is to say, and no other", () => {
    const shared = plan.properties.filter(({ type }) => type.kind === "enum");
    const headings = new Map(
      [...pages].map(([file, root]) => [
        file,
        nodesOfType(root, "heading").map((heading) => shownText(heading)),
      ]),
    );
    const index = headings.get("README.md");
    const others = [...headings].flatMap(([file, texts]) => (NOT_OF_EVENTS.has(file) ? [] : [texts]));
    expect(index?.slice(1)).toEqual([
      "Events",
      ...layOutDocs(plan, () => 1).categories.map(({ title }) =>
        title.replace("\u202e", "").replaceAll(/\s+/gu, " "),
      ),
      "People",
      ...(plan.groups.length === 0 ? [] : ["Groups", ...plan.groups.map(({ name }) => name)]),
      ...(shared.length === 0 ? [] : ["Shared values", ...shared.map(({ name }) => name)]),
    ]);
    expect(others.flatMap((texts) => texts.slice(1)).toSorted()).toEqual(
      plan.events.map(({ name }) => name).toSorted(),
    );
  });

  test("show examples without a call as JSON, and none that is empty", () => {
    const examples = [...pages.values()]
      .flatMap((root) => nodesOfType(root, "code"))
      .filter(({ lang }) => lang === "json")
      .map(({ value }) => JSON.parse(value) as unknown);
    const sent = plan.events.flatMap((event) => {
      const all = event.examples ?? [undefined];
      const shown = event.status === "planned" ? all : all.slice(1);
      return shown.map((example) => examplePayload(plan, event, example).properties);
    });
    expect(examples).toEqual(
      expect.arrayContaining(sent.filter((properties) => Object.keys(properties).length > 0)),
    );
    expect(examples).not.toContainEqual({});
  });
});

test("a table cell shows nasty text to the last character", () => {
  const [page] = [...parsePages(nastyPlan)].flatMap(([file, root]) =>
    NOT_OF_EVENTS.has(file) || file === "two.md" || file === "readme-2.md" ? [] : [root],
  );
  const [table] = nodesOfType(page!, "table");
  const rows = table!.children.map((row) => row.children.map((cell) => shownText(cell)));
  const shown = "a | b || c\\|d */ ${x} </script><b>*x*</b> [l](javascript:1) http://x.example\n# h - i";
  const asCode = NASTY.replaceAll("\n", "\\n").replaceAll("\u202e", "\\u202e");
  const unit = NASTY.replace("\u202e", "").replaceAll(/\s+/gu, " ");
  expect(rows).toEqual([
    ["Property", "Meaning"],
    ["key\ntext · required", ""],
    [
      `nasty\none of the values · ${unit} · required`,
      `Deprecated. ${shown}.\n${shown}\n• ${asCode}: ${shown}\n• |`,
    ],
    [`constant\ntext · always ${asCode}`, ""],
    ["pattern\ntext, like a|`\\|\\||[|] · required", ""],
    ["map\nmap of any key to texts · required", ""],
    ["map.*\ntext", shown],
  ]);
});
