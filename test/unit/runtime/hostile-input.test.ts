import * as fc from "fast-check";
import { expect, test } from "vitest";
import { track } from "../../../src/runtime/calls.ts";
import { prepareProperties } from "../../../src/runtime/properties/plain-copy.ts";
import { findViolations } from "../../../src/portable/find-violations.ts";
import { createTestTracker } from "../../../src/testing/test-tracker.ts";
import { ANN, orderShipped, plan } from "../../support/shop-plan.ts";
import { processorTime } from "../../support/processor-time.ts";

/**
 * Processor time in which a call returns with any of the values here: far above the 30 ms that the longest takes, and far
 * below what a walk without bounds would. Not time on the clock, of which other processes take what they need.
 */
const LONGEST_CALL_MS = 2000;

const boom = (): never => {
  throw new Error("boom");
};

/** Makes a value. The values are made inside a test, because fast-check itself would step into the traps. */
type Make = () => unknown;

const trap: fc.Arbitrary<Make> = fc.constantFrom<Make[]>(
  () => ({
    get a() {
      return boom();
    },
  }),
  () => ({ toJSON: boom }),
  () => ({
    get toJSON() {
      return boom();
    },
  }),
  () => ({
    get [Symbol.toStringTag]() {
      return boom();
    },
  }),
  () => new Proxy({}, { ownKeys: boom }),
  () => new Proxy({ a: 1 }, { get: boom }),
  () => new Proxy({}, { getPrototypeOf: boom, getOwnPropertyDescriptor: boom, has: boom }),
  () => new Proxy([1, 2], { get: (target, key) => (key === "length" ? 1e12 : target[0]) }),
  () => new Proxy(new Date(), {}),
  () => new Proxy(() => 1, {}),
  () => Object.defineProperty({}, "length", { get: boom, enumerable: true }),
  () => Object.assign([1], { [Symbol.iterator]: boom, map: boom }),
  () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}'),
  () => Symbol("s"),
  () => 10n ** 30n,
  () => Promise.resolve(1),
  () => new WeakMap(),
  () => globalThis,
  () => "\ud800".repeat(1000),
  () => "a".repeat(2_000_000),
  () => Array.from({ length: 60_000 }, () => ({})),
  () => {
    const ring: unknown[] = [];
    ring.push({ ring });
    return ring;
  },
);

const leaf: fc.Arbitrary<Make> = fc.oneof(
  { weight: 2, arbitrary: trap },
  {
    weight: 3,
    arbitrary: fc
      .anything({
        withBigInt: true,
        withBoxedValues: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
      })
      .map((value) => () => value),
  },
);

const anything: fc.Arbitrary<Make> = fc.oneof(
  leaf,
  leaf.map((make) => () => [1, make()]),
  leaf.map((make) => () => ({ city: "x", sku: make() })),
);

const properties: fc.Arbitrary<Make> = fc.oneof(
  anything,
  fc
    .dictionary(
      fc.oneof(
        fc.constantFrom("order_id", "note", "shipped_at", "address", "items", "scores", "extra"),
        fc.string(),
      ),
      anything,
    )
    .map((makers) => () => makeAll(makers)),
);

function makeAll(makers: Readonly<Record<string, Make>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make()]));
}

test("whatever is passed as properties, a call returns, soon, and what is sent is JSON", () => {
  fc.assert(
    fc.property(properties, (make) => {
      const input = make();
      const tracker = createTestTracker(plan, { violations: "report" });
      const started = processorTime();
      const accepted = track(orderShipped, ANN, input as never, { tracker });
      expect(processorTime() - started).toBeLessThan(LONGEST_CALL_MS);
      const sent = tracker.events[0]?.properties;
      expect(accepted || tracker.refusals[0]?.reason === "too_large").toBe(true);
      expect(JSON.parse(JSON.stringify(sent ?? null))).toEqual(sent ?? null);
      expect(({} as { polluted?: true }).polluted).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test("whatever is passed, what is left of it keeps the plan", () => {
  fc.assert(
    fc.property(properties, (make) => {
      const input = make();
      const { fields = {} } = orderShipped.rules();
      const prepared = prepareProperties(fields, input);
      expect(findViolations(fields, prepared.properties)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("whatever is passed as user and options, a call returns", () => {
  const user = fc.oneof(
    anything,
    fc.record({ ok: fc.boolean(), id: anything }).map((parts) => () => ({ ok: parts.ok, id: parts.id() })),
  );
  const options = fc.record({
    timestamp: anything,
    sessionId: anything,
    groups: anything,
    idempotencyKey: anything,
    claimedId: anything,
  });
  fc.assert(
    fc.property(user, options, (who, how) => {
      const tracker = createTestTracker(plan, { violations: "report" });
      const args = { ...makeAll(how), tracker } as never;
      expect(track(orderShipped, who() as never, {}, args)).toBe(false);
      const started = processorTime();
      expect(track(orderShipped, ANN, {}, args)).toBeTypeOf("boolean");
      expect(processorTime() - started).toBeLessThan(LONGEST_CALL_MS);
      for (const { groups, timestamp } of tracker.events) {
        expect(Object.keys(groups).filter((type) => !Object.hasOwn(plan.groups, type))).toEqual([]);
        expect(timestamp.getTime()).not.toBeNaN();
      }
    }),
    { numRuns: 200 },
  );
});
