import { expect, test } from "vitest";
import { testCodeOf } from "../../../src/inspector-page/test-code.ts";
import { readShown } from "../../../src/observe/shown-event.ts";
import { makeRow } from "./make-row.ts";

const DEFINITIONS = {
  order_placed: {
    definition: "orderPlacedEvent",
    properties: ["tier", "Order Total", "lines", "missing", "__proto__"],
  },
};

test("has what the plan knows of an event, and whose it is", () => {
  const properties = JSON.parse(
    String.raw`{"tier":"</script>\n","Order Total":50,"lines":[{"sku":"a"},null],"other":1,"$lib":"web","$groups":{"team":"t1"},"__proto__":true}`,
  ) as Record<string, unknown>;
  const code = testCodeOf(readShown(makeRow(1, "order_placed", { properties }).line), DEFINITIONS);
  expect(code).toBe(String.raw`expect(tracker).toHaveTracked(
  orderPlacedEvent,
  {
    tier: "\u003c/script>\u000a",
    "Order Total": 50,
    lines: [{
      sku: "a",
    }, null],
    ["__proto__"]: true,
  },
  {
    user: "user_1",
    groups: {
      team: "t1",
    },
  },
);`);
});

test("names what it was sent as under a former name", () => {
  const event = { ...readShown(makeRow(1).line), event: "order_made" };
  expect(testCodeOf(event, DEFINITIONS)).toContain('sentAs: "order_made"');
});

test.each(["other", "constructor", "$pageview"])("is none for %s", (name) => {
  const event = { ...readShown(makeRow(1, name).line), planned: name };
  expect(testCodeOf(event, DEFINITIONS)).toBeUndefined();
});
