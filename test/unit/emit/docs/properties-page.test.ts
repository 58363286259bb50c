import { describe, expect, test } from "vitest";
import { parsePages } from "../../../support/check-docs.ts";
import { makeEvent, makeItem, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { nodesOfType, shownText } from "../../../support/parse-markdown.ts";
import type { Plan } from "../../../../src/plan/plan.ts";

const buyer = makeProperty("buyer", {
  kind: "object",
  properties: [makeProperty("email", "string", { pii: "personal", description: "Of the buyer." })],
});

const plan = makePlan({
  groups: [{ name: "company", at: [], key: "company_id", properties: [makeProperty("seats", "integer")] }],
  person: [makeProperty("tier", "string", { description: "Of the person." })],
  properties: [makeProperty("tier", "string", { description: "What is paid for." })],
  events: [
    makeEvent("paid", {
      properties: [buyer, makeProperty("tier", "string", { unit: "seats", description: "Now." })],
    }),
    makeEvent("left", {
      properties: [
        makeProperty("tier", "integer"),
        makeProperty("orders", { kind: "array", items: makeItem(buyer.type) }),
        makeProperty("ip", "string", { pii: "pseudonymous" }),
      ],
    }),
  ],
});

/** The items of each list of a page, as a reader sees them. */
function listsOf(of: Plan, file: string): readonly (readonly string[])[] {
  return nodesOfType(parsePages(of).get(file)!, "list").map((node) =>
    node.children.map((item) => shownText(item)),
  );
}

describe("the index of properties", () => {
  const [personal, all] = listsOf(plan, "properties.md");

  test("says what each is, and what has it", () => {
    expect(all).toEqual([
      "buyer · object\nUsed by: paid",
      "buyer.email · text\nPersonal data. Of the buyer.\nUsed by: paid",
      "ip · text\nPseudonymous.\nUsed by: left",
      "orders · list of objects\nUsed by: left",
      "orders[].email · text\nPersonal data. Of the buyer.\nUsed by: left",
      "seats · whole number\nUsed by: group company",
      "tier · text or whole number · seats\nWhat is paid for.\nUsed by: paid, left, people",
    ]);
  });

  test("begins with personal data, inside objects too", () => {
    expect(personal).toEqual(all!.filter((row) => /Personal|Pseudonymous/u.test(row)));
    expect(personal!.length).toBe(3);
  });

  test("counts the events by category where they are many", () => {
    const events = Array.from({ length: 21 }, (_, index) =>
      makeEvent(`e${index}`, {
        category: index < 5 ? "few" : undefined,
        properties: index === 0 ? [] : [makeProperty("p", "string")],
      }),
    );
    expect(listsOf(makePlan({ events }), "properties.md").at(-1)![0]).toMatch(/\nUsed by: e1, .*, e20$/u);
    const more = [...events, makeEvent("e21", { properties: [makeProperty("p", "string")] })];
    expect(listsOf(makePlan({ events: more }), "properties.md").at(-1)).toEqual([
      "p · text\nUsed by: Few (4 of 5), Other events (17 of 17)",
    ]);
  });

  test("is several pages where it is long, none of the name of a category's", () => {
    const properties = Array.from({ length: 301 }, (_, index) =>
      makeProperty(`${index % 2 === 0 ? "a" : "b"}${index}`, "string"),
    );
    const large = makePlan({ events: [makeEvent("e", { properties, category: "properties a" })] });
    expect([...parsePages(large).keys()]).toEqual([
      "README.md",
      "identity.md",
      "properties.md",
      "properties-a-2.md",
      "properties-b.md",
      "properties-a.md",
    ]);
    expect(listsOf(large, "properties-a-2.md")[0]!.length).toBe(151);
    expect(listsOf(large, "properties.md")).toEqual([]);
  });
});
