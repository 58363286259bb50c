import { describe, expect, test } from "vitest";
import { inOrder } from "../../../src/diagnostics/diagnostic.ts";
import { readPlan } from "../../../src/read/read-plan.ts";
import { runRules } from "../../../src/rules/run-rules.ts";

const QUIET =
  "missing-owner: off, missing-trigger: off, missing-category: off, missing-example: off, missing-description: off";

/** What the rules say about events, as `line:column code`, with settings of some rules. */
function toldOf(events: string, { rules = "", before = "", quiet = QUIET } = {}): readonly string[] {
  const text = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
lint: { rules: { ${quiet}${rules && `, ${rules}`} } }
${before}events:
${events}`;
  const { plan, diagnostics, locate, files } = readPlan({
    file: "plan.yaml",
    bytes: new TextEncoder().encode(text),
  });
  expect(diagnostics).toStrictEqual([]);
  return inOrder(runRules(plan!, { locate, today: "2026-01-31" }), files).map(
    ({ code, severity, place }) => `${place?.line}:${place?.column} ${severity} ${code}`,
  );
}

/** An exception to a rule. */
const ignore = (rule: string) => `lint: { ignore: { ${rule}: It is old. } }`;

describe("settings", () => {
  const event = "  Order: { description: A customer paid. }\n";

  test("a rule is as loud as the plan says, and else as its default", () => {
    expect(toldOf(event)).toStrictEqual(["6:3 warning event-naming"]);
    expect(toldOf(event, { rules: "event-naming: error" })).toStrictEqual(["6:3 error event-naming"]);
    expect(toldOf(event, { rules: "event-naming: { severity: error }" })).toStrictEqual([
      "6:3 error event-naming",
    ]);
    expect(toldOf(event, { rules: "event-naming: off" })).toStrictEqual([]);
  });

  test("options that the plan does not give have their defaults", () => {
    expect(toldOf(event, { rules: "event-naming: { style: Title Case, order: any }" })).toStrictEqual([]);
    expect(toldOf(event, { rules: "event-naming: { style: Title Case }" })).toStrictEqual([
      "6:3 warning event-naming",
    ]);
  });
});

test("what a single event lacks is told at the event, and not as missing everywhere", () => {
  const event = "  order_paid: { description: A customer paid. }\n";
  const quiet = QUIET.replace("missing-owner: off", "missing-owner: warning");
  expect(toldOf(event, { quiet })).toStrictEqual(["6:3 warning missing-owner"]);
  const two = `${event}  order_sent: { description: It is on its way. }\n`;
  expect(toldOf(two, { quiet })).toStrictEqual(["5:1 warning missing-owner"]);
  const bare = QUIET.replace("missing-description: off", "missing-description: warning");
  expect(toldOf("  order_paid: {}\n", { quiet: bare })).toStrictEqual(["6:3 warning missing-description"]);
  expect(toldOf("  order_paid: {}\n  order_sent: {}\n", { quiet: bare })).toStrictEqual([
    "5:1 warning missing-description",
  ]);
});

describe("exceptions", () => {
  test("hold for what is in the thing, and for nothing beside it", () => {
    expect(
      toldOf(`  order_paid:
    description: A customer paid.
    ${ignore("property-naming")}
    properties:
      OrderId: { type: string }
      deep: { type: object, properties: { OrderId: { type: string } } }
  order_sent:
    description: It is on its way.
    properties:
      OrderId: { type: string }
`),
    ).toStrictEqual(["15:7 warning property-naming"]);
  });

  test.each(["first", "second"])("hold at the %s of two things that are alike", (which) => {
    const [a, b] =
      which === "first" ? [ignore("similar-events"), "tags: []"] : ["tags: []", ignore("similar-events")];
    const events = `  order_canceled:\n    description: First.\n    ${a}\n  order_cancelled:\n    description: Second.\n    ${b}\n`;
    expect(toldOf(events)).toStrictEqual([]);
  });

  test("are told where they have no effect, unless the rule is off", () => {
    const event = `  order_paid:\n    description: A customer paid.\n    ${ignore("event-naming")}\n`;
    expect(toldOf(event)).toStrictEqual(["8:23 warning unused-exception"]);
    expect(toldOf(event, { rules: "event-naming: off" })).toStrictEqual([]);
  });

  test("stand at shared properties, people, groups and inside objects", () => {
    const before = `properties:
  SharedId: { type: string, ${ignore("property-naming")} }
person:
  FirstSeen: { type: date, ${ignore("property-naming")} }
groups:
  team: { key: SharedId, properties: { Size: { type: integer, ${ignore("property-naming")} } } }
`;
    expect(
      toldOf(
        `  order_paid:
    description: A customer paid.
    properties:
      SharedId:
      lines:
        type: array
        items: { type: object, properties: { Sku: { type: string, ${ignore("property-naming")} } } }
`,
        { before },
      ),
    ).toStrictEqual([]);
  });
});

test("what came by an alias is told once, where it stands", () => {
  expect(
    toldOf(`  order_paid:
    description: A customer paid.
    properties: &both
      OrderId: { type: string }
  order_sent:
    description: It is on its way.
    properties: *both
`),
  ).toStrictEqual(["9:7 warning property-naming"]);
});
