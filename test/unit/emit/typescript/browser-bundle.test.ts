import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Plan } from "../../../../src/plan/plan.ts";
import { bundleGenerated } from "../../../support/bundle-generated.ts";
import { GOLDEN_CASES, readGoldenPlan } from "../../../support/golden-cases.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";

function bundle(plan: Plan, entry: string, minify = false): Promise<string> {
  return bundleGenerated(plan, { entry, platform: "browser", format: "esm", minify });
}

const CLICKED = makeEvent("clicked", { source: "client", properties: [makeProperty("label", "string")] });
const OTHERS = Array.from({ length: 50 }, (_, index) =>
  makeEvent(`event_${index}`, {
    source: index % 2 === 0 ? "client" : "both",
    ...(index % 3 === 0 && { idempotency: { key: { kind: "once" } } }),
    properties: [makeProperty(`property_${index}`, { kind: "string", truncate: index + 1 })],
  }),
);
const SMALL = makePlan({ events: [CLICKED] });
const LARGE = makePlan({ events: [CLICKED, ...OTHERS] });

test("helpers that are not used cost 0 bytes", async () => {
  const entry = 'export { trackClicked } from "./browser.js";';
  const code = await bundle(LARGE, entry);
  expect(code).toBe(await bundle(SMALL, entry));
  expect(code).toContain('"clicked"');
  expect(code).not.toContain("event_");
});

test("an import for its effects alone leaves no byte", async () => {
  expect(await bundle(LARGE, 'import "./browser.js";')).toBe("");
});

test("events without a key come without the uuid, and logging out without everything", async () => {
  expect(await bundle(LARGE, 'export { trackClicked } from "./browser.js";')).not.toContain("codePointAt");
  expect(await bundle(LARGE, 'export { trackEvent0 } from "./browser.js";')).toContain("codePointAt");
  expect((await bundle(LARGE, 'export { logOut } from "./browser.js";', true)).length).toBeLessThan(60);
});

test("only events with a datetime come with what reads dates", async () => {
  const entry = 'export { trackClicked } from "./browser.js";';
  const dated = { ...CLICKED, properties: [makeProperty("at", "datetime")] };
  expect(await bundle(SMALL, entry)).not.toContain("toISOString");
  expect(await bundle(makePlan({ events: [dated] }), entry)).toContain("toISOString");
});

test("an event comes without the code of what it does not use", async () => {
  const entry = 'export { trackClicked } from "./browser.js";';
  const rest = makeEvent("rest", { source: "client", properties: [makeProperty("amount", "number")] });
  const used = {
    ...rest,
    name: "used",
    sets: { person: [{ target: "a", from: "amount" }], personOnce: [], groups: [] },
  };
  const paid = {
    ...rest,
    name: "paid",
    revenue: { amount: "amount", currency: { kind: "code" as const, code: "EUR" } },
  };
  const code = await bundle(makePlan({ events: [CLICKED, paid, used] }), entry);
  for (const word of [
    "$groups",
    "$set",
    "$revenue",
    "$group_set",
    "plan_redacted",
    "plan_renamed_to",
    "$unset",
  ]) {
    expect(code).not.toContain(word);
  }
  expect(await bundle(makePlan({ events: [paid] }), 'export { trackPaid } from "./browser.js";')).toContain(
    "$revenue",
  );
  expect(await bundle(makePlan({ events: [used] }), 'export { trackUsed } from "./browser.js";')).toContain(
    "$set",
  );
});

test("three helpers of events with a key are at most 3.3 kB with the contract, minified and gzipped", async () => {
  const events = ["cart_filled", "cart_opened", "cart_paid"].map((name) =>
    makeEvent(name, {
      source: "client",
      idempotency: { key: { kind: "properties", properties: ["cart_id"] } },
      properties: [makeProperty("cart_id", "uuid"), makeProperty("items", "integer")],
    }),
  );
  const entry = 'export { trackCartFilled, trackCartOpened, trackCartPaid } from "./browser.js";';
  const code = await bundle(makePlan({ events }), entry, true);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(3300);
});

test("both files of the product's plan are at most 5 kB, minified and gzipped", async () => {
  const golden = GOLDEN_CASES.find(({ name }) => name === "omoi-os");
  if (golden === undefined) throw new Error("There is no plan of the product.");
  const entry = 'export * from "./browser.js"; export * from "./user-id.js";';
  const code = await bundle(await readGoldenPlan(golden), entry, true);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(5000);
});
