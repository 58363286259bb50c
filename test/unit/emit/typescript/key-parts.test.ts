/** The shared table of key parts, held against the helpers of both sides. */
import { beforeAll, expect, test } from "vitest";
import type { createTestTracker } from "../../../../src/testing/test-tracker.ts";
import { bundleGenerated } from "../../../support/bundle-generated.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { loadModule, readEventUuidVectors } from "../../../vectors/load-vectors.ts";
import { FakePostHog } from "./fake-posthog.ts";

const { keyParts } = readEventUuidVectors();
const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const AT = new Date("2026-01-15T10:00:00Z");

type Helper = (first: unknown, properties: object, options: object) => boolean;

interface Sides {
  readonly server: Readonly<Record<string, Helper>> & {
    readonly plan: Parameters<typeof createTestTracker>[0];
  };
  readonly browser: Readonly<Record<string, Helper>>;
  readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
  readonly createTestTracker: typeof createTestTracker;
}

let sides: Sides;
beforeAll(async () => {
  const events = keyParts.map(({ type }, index) =>
    makeEvent(`row_${index}`, {
      source: "both",
      ownerSide: "server",
      idempotency: { key: { kind: "properties", properties: ["part"] } },
      properties: [makeProperty("part", type)],
    }),
  );
  const entry = `
    export * as server from "./index.js";
    export * as browser from "./browser.js";
    export { eventUuid } from "./user-id.js";
    export { createTestTracker } from "tracking-plan/testing";
  `;
  const code = await bundleGenerated(makePlan({ events }), { entry, platform: "node", format: "esm" });
  sides = await loadModule<Sides>(code);
});

const rows = keyParts.map((row, index) => Object.assign({ index, kind: row.type.kind }, row));

test.each(rows)("a $kind $value is $text, on the server and in the browser", ({ index, value, text }) => {
  const tracker = sides.createTestTracker(sides.server.plan);
  const posthog = new FakePostHog({ id: ID, state: "identified" });
  const helper = `trackRow${index}`;
  sides.server[helper]?.(ID, { part: value }, { timestamp: AT, tracker });
  sides.browser[helper]?.(posthog, { part: value }, { timestamp: AT });
  const uuid = sides.eventUuid(`row_${index}`, ID, [text]);
  expect(tracker.events.map((event) => event.uuid)).toEqual([uuid]);
  expect(posthog.captured.map(({ options }) => options?.uuid)).toEqual([uuid]);
});
