import { describe, expect, test } from "vitest";
import type { PlanEvent } from "../../../../src/plan/plan.ts";
import { readTexts } from "../../../support/memory-files.ts";
import { PLAN_HEAD, planOf, toldOf } from "../../../support/read-text.ts";

const GROUPS = `groups:
  team: { key: team_id, properties: { size: { type: integer }, name: { type: string } } }
  company: { key: company_id }
person:
  score: { type: number }
  first: { type: string }
`;

function eventOf(body: string): PlanEvent | undefined {
  return planOf(`${PLAN_HEAD}${GROUPS}${IDS}events:\n  paid:\n    description: Paid.\n${body}`).events[0];
}

const IDS = "properties: { team_id: { type: string }, company_id: { type: integer } }\n";

describe("an event without keys", () => {
  test.each(["", " null", " ~ # nothing yet"])(
    "is one that only has its name: `page_viewed:%s`",
    (nothing) => {
      const [bare] = planOf(`${PLAN_HEAD}events:\n  page_viewed:${nothing}\n`).events;
      expect(bare).toStrictEqual(planOf(`${PLAN_HEAD}events:\n  page_viewed: {}\n`).events[0]);
    },
  );

  test("has what every event has, and the owner and category of its file", async () => {
    const { plan, diagnostics } = await readTexts({
      "tracking-plan.yaml": `${PLAN_HEAD}include: [a.yaml]
bundles: { app: { properties: { version: { type: string } } } }
common: { server: [app] }
`,
      "a.yaml": "owner: shop\ncategory: pages\nevents:\n  page_viewed:\n",
    });
    expect(diagnostics).toEqual([]);
    expect(plan?.events).toMatchObject([
      { name: "page_viewed", owner: ["shop"], category: "pages", properties: [{ name: "version" }] },
    ]);
  });
});

describe("examples of an event", () => {
  const head = `${PLAN_HEAD}bundles:
  app: { properties: { version: { type: string }, build: { type: integer, optional: true } } }
common: { server: [app] }
events:
  paid:
    additional: { type: string }
    properties: { price: { type: number, required_with: [build] } }
    examples:
`;
  const toldOfExample = (example: string): readonly string[] => toldOf(`${head}      - ${example}\n`);

  test.each(["{}", "{ price: 1 }", '{ version: "1" }', '{ price: 1, version: "1", build: 2 }'])(
    "may leave out what is common, and what nothing requires: %s",
    (example) => {
      expect(toldOfExample(example)).toEqual([]);
    },
  );

  test.each([
    ["{ build: 2 }", "12:9 value-not-accepted"],
    ["{ version: 1 }", "12:20 value-not-accepted"],
    ["{ price: 1, campaign: spring }", "12:21 unknown-property"],
  ])("hold what a call passes as its properties: not %s", (example, told) => {
    expect(toldOfExample(example)).toEqual([told]);
  });
});

describe("groups of an event", () => {
  test("are those whose key it carries, sorted by group", () => {
    expect(eventOf("    properties: { team_id: , company_id: }\n")?.groups).toStrictEqual([
      { group: "company", property: "company_id" },
      { group: "team", property: "team_id" },
    ]);
  });

  test("can be another property, or none", () => {
    const body = `    groups: { team: buyer_id, company: false }
    properties: { team_id: , company_id: , buyer_id: { use: team_id } }
`;
    expect(eventOf(body)?.groups).toStrictEqual([{ group: "team", property: "buyer_id" }]);
  });

  test("are none without a key", () => {
    expect(eventOf("    properties: { other: { type: string } }\n")?.groups).toStrictEqual([]);
  });

  test("have their properties sorted", () => {
    const [company, team] = planOf(`${PLAN_HEAD}${GROUPS}${IDS}events: {}\n`).groups;
    expect(company?.properties).toStrictEqual([]);
    expect(team?.properties.map(({ name }) => name)).toStrictEqual(["name", "size"]);
  });
});

describe("sets of an event", () => {
  test("are sorted by what they set", () => {
    const body = `    sets:
      person: { score: size, first: name }
      person_once: { first: name }
      groups: { team: { size: size, name: name } }
    properties: { team_id: , size: { type: integer }, name: { type: string } }
`;
    expect(eventOf(body)?.sets).toStrictEqual({
      person: [
        { target: "first", from: "name" },
        { target: "score", from: "size" },
      ],
      personOnce: [{ target: "first", from: "name" }],
      groups: [
        {
          group: "team",
          assignments: [
            { target: "name", from: "name" },
            { target: "size", from: "size" },
          ],
        },
      ],
    });
  });
});

describe("fitting types", () => {
  test.each([
    ["{ type: integer }", "{ type: number }"],
    ["{ type: uuid }", "{ type: string }"],
    ["{ type: datetime }", "{ type: string }"],
    ["{ type: enum, values: [a] }", "{ type: enum, values: [a, b] }"],
    ["{ type: object, properties: { a: { type: string } } }", "{ type: json }"],
    ["{ type: array, items: { type: integer } }", "{ type: array, items: { type: number } }"],
    ["{ type: map, items: { type: uuid } }", "{ type: map, items: { type: string, nullable: true } }"],
    ["{ type: string }", "{ type: string, nullable: true }"],
    [
      "{ type: object, properties: { a: { type: integer } } }",
      "{ type: object, properties: { a: { type: number }, b: { type: string, optional: true } } }",
    ],
  ])("%s may be set as %s", (from, to) => {
    expect(toldOfSetting(from, to)).toStrictEqual([]);
  });

  test.each([
    ["{ type: number }", "{ type: integer }"],
    ["{ type: string }", "{ type: uuid }"],
    ["{ type: string }", "{ type: enum, values: [a] }"],
    ["{ type: enum, values: [a, c] }", "{ type: enum, values: [a, b] }"],
    ["{ type: json }", "{ type: string }"],
    ["{ type: array, items: { type: string, nullable: true } }", "{ type: array, items: { type: string } }"],
    ["{ type: map, items: { type: string } }", "{ type: array, items: { type: string } }"],
    ["{ type: string, nullable: true }", "{ type: string }"],
    [
      "{ type: object, properties: { a: { type: string, optional: true } } }",
      "{ type: object, properties: { a: { type: string } } }",
    ],
    [
      "{ type: object, properties: { a: { type: string }, b: { type: string } } }",
      "{ type: object, properties: { a: { type: string } } }",
    ],
  ])("%s may not be set as %s", (from, to) => {
    expect(toldOfSetting(from, to)).toStrictEqual(["8:26 sets-type"]);
  });
});

/** What is told of a plan that sets a person's property of one type from an event's of another. */
function toldOfSetting(from: string, to: string): readonly string[] {
  return toldOf(`${PLAN_HEAD}person: { x: ${to} }
events:
  paid:
    description: Paid.
    sets: { person: { x: x } }
    properties: { x: ${from} }
`);
}

function keyFormOf(shared: string): unknown {
  return planOf(`${PLAN_HEAD}groups: { team: { key: team_id } }\n${shared}events:\n  paid:\n    description: Paid.
    properties: { team_id: { ${shared === "" ? "type: string, pattern: '[a-z]+'" : ""} } }\n`).groups[0]
    ?.keyForm;
}

describe("the form of a group's key", () => {
  test.each([
    ["type: string, pattern: 'team_[a-z]+'", { kind: "pattern", pattern: "team_[a-z]+" }],
    ["type: uuid", { kind: "uuid" }],
  ])("is that of the shared property: %s", (body, format) => {
    expect(keyFormOf(`properties: { team_id: { ${body} } }\n`)).toStrictEqual({
      at: ["properties", "team_id"],
      format,
      prefix: "",
      acceptUnprefixed: false,
    });
  });

  test("comes from the property that the shared one takes", () => {
    expect(keyFormOf("properties: { team_id: { use: id }, id: { type: uuid } }\n")).toMatchObject({
      at: ["properties", "team_id"],
      format: { kind: "uuid" },
    });
  });

  test.each([
    "properties: { team_id: { type: string } }\n",
    "properties: { team_id: { type: integer } }\n",
    "",
  ])("is none where any text or number is a key, or no property is shared: %j", (shared) => {
    expect(keyFormOf(shared)).toBeUndefined();
  });
});

function keyed(body: string, rest = ""): PlanEvent | undefined {
  return eventOf(
    `    idempotency: ${body}\n${rest}    properties: { a: { type: string }, b: { type: datetime, optional: true } }\n`,
  );
}

describe("idempotency", () => {
  test.each([
    ["[a, b]", { key: { kind: "properties", properties: ["a", "b"] } }],
    ["{ key: [b], at: its time }", { key: { kind: "properties", properties: ["b"] }, at: "its time" }],
    ["{ key: once }", { key: { kind: "once" }, at: undefined }],
    ["{ key: caller, at: its time }", { key: { kind: "caller" }, at: "its time" }],
  ])("%s", (body, expected) => {
    expect(keyed(body)?.idempotency).toStrictEqual(expected);
  });

  test("of both sides has an owner", () => {
    const event = keyed("{ key: once }", "    source: both\n    owner_side: client\n");
    expect([event?.source, event?.ownerSide]).toStrictEqual(["both", "client"]);
    expect(keyed("{ key: once }")?.ownerSide).toBeUndefined();
  });
});

describe("the sender of an event", () => {
  const HEAD =
    "plan: 1\nname: shop\nidentity:\n  user_id: { format: uuid, prefix: user_ }\n  actors: { job: { format: uuid, prefix: job_ } }\n";

  test("is a person, or the actor that is named", () => {
    const { events } = planOf(
      `${HEAD}events:\n  a: { description: A. }\n  b: { description: B., actor: job }\n  c: { description: C., actor: user, source: client }\n`,
    );
    expect(events.map(({ actor }) => actor)).toStrictEqual(["user", "job", "user"]);
  });

  test("that is no person and has no profile sets nothing, and is in no group", () => {
    const body = `groups: { team: { key: team_id, properties: { size: { type: integer } } } }
person: { score: { type: integer } }
properties: { team_id: { type: string } }
events:
  a:
    description: A.
    actor: job
    sets: { person_once: { score: size } }
    properties: { size: { type: integer } }
  b:
    description: B.
    actor: job
    sets: { groups: { team: { size: size } } }
    properties: { size: { type: integer }, team_id: }
`;
    expect(toldOf(HEAD + body)).toStrictEqual([
      "13:5 sets-without-profile",
      "18:5 sets-without-profile",
      "19:44 group-without-profile",
    ]);
    expect(toldOf(HEAD.replace("job_ }", "job_, profile: true }") + body)).toStrictEqual([]);
    expect(toldOf((HEAD + body).replaceAll("actor: job", "actor: user"))).toStrictEqual([]);
  });
});
