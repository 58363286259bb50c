import { expect, test } from "vitest";
import { diff } from "../../../../src/diff/diff.ts";
import { eventWith, PLAN_HEAD, planOf } from "../../../support/read-text.ts";

/** A plan with two shared enums of the same values, one of them used. */
const planWith = (use: string) =>
  planOf(`${PLAN_HEAD}properties:
  tier: { type: enum, values: [free, pro] }
  level: { type: enum, values: [free, pro] }
${eventWith(`kept: { use: ${use} }`)}`);

test("another shared enum of the same values is another name of the type, and nothing else", () => {
  const changes = diff(planWith("tier"), planWith("level"));
  expect(changes.map(({ level, id, at }) => [level, id, at.join("/")])).toMatchInlineSnapshot(`
    [
      [
        "safe",
        "enum-type-named:paid.kept",
        "events/paid/properties/kept",
      ],
      [
        "safe",
        "definition-moved:paid.kept#use",
        "events/paid/properties/kept/use",
      ],
    ]
  `);
});
