/** What the helpers of the two sides make of one record: the same event. */
import * as fc from "fast-check";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import type { createTestTracker, TestEvent } from "../../../../src/testing/test-tracker.ts";
import { bundleGenerated, readPlanText } from "../../../support/bundle-generated.ts";
import { loadModule } from "../../../vectors/load-vectors.ts";
import { FakePostHog } from "./fake-posthog.ts";
import { runs } from "../../../support/fast-check-runs.ts";

const PLAN = `
plan: 1
name: both-sides
identity: { user_id: { format: uuid, prefix: user_ } }
groups:
  organization:
    key: organization_id
    properties: { tier: { type: string, optional: true } }
  workspace: { key: workspace_id }
person:
  tier: { type: string, optional: true }
  first_paid_at: { type: datetime, optional: true }
  city: { type: string }
properties:
  organization_id: { type: string, pattern: "org_[0-9a-z]{3,}", description: The customer., example: org_3f2 }
events:
  paid:
    description: Somebody paid.
    source: both
    owner_side: server
    idempotency: { key: [order_id, note, day, at, cents, weight, is_test, tier] }
    revenue: { amount: price, currency: { property: coin } }
    also_sent_as: { name: order_paid, until: 2027-03-01 }
    additional: { type: [string, number], max_keys: 3, max_length: 4 }
    sets: { person: { tier: tier }, person_once: { first_paid_at: at }, groups: { organization: { tier: tier } } }
    properties:
      order_id: { type: uuid }
      note: { type: string, truncate: 3 }
      day: { type: date }
      at: { type: datetime }
      cents: { type: integer }
      price: { type: number, min: -1.0e+15 }
      weight: { type: number }
      is_test: { type: boolean }
      tier: { type: enum, values: [free, pro], default: free }
      coin: { type: enum, values: [EUR, USD], default: EUR }
      channel: { type: string, const: web }
      per_cent: { type: number, optional: true, computed: price / cents }
      doubled: { type: integer, min: -100, max: 9007199254740991, computed: cents * 2 }
      rest: { type: number, max: 1e15, computed: price - cents + 0.1 }
      gross: { type: number, min: 0.3, computed: price + 0.2 }
      settled: { type: boolean, computed: price + 0.2 == 0.3 || price > cents }
      label: { type: string, max_length: 2, optional: true, computed: "is_test ? note : title" }
      title: { type: string, optional: true }
      organization_id:
      workspace_id: { type: integer, optional: true }
      lines:
        type: array
        optional: true
        items: { type: object, properties: { sku: { type: uuid }, count: { type: integer, default: 1 } } }
      times: { type: map, optional: true, items: { type: datetime } }
      due: { type: datetime, default: "2026-02-01T00:00:00+02:00" }
      payload: { type: json, optional: true }
      extra:
        type: object
        optional: true
        additional: json
        properties: { at: { type: datetime, optional: true }, version: { type: integer, const: 2 } }
  invited:
    description: Somebody invited somebody.
    source: both
    owner_side: client
    idempotency: { key: [invitation_id] }
    properties:
      invitation_id: { type: string, optional: true }
  joined:
    description: Somebody joined.
    source: both
    owner_side: server
    idempotency: { key: once }
    also_sent_as: { name: signed_up }
  clicked:
    description: Somebody clicked.
    source: both
    owner_side: client
    idempotency: { key: caller }
`;

/** Dates at the edges of what a plan accepts, as objects of this realm and of another, and as text. */
const EDGES = ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z"];
const anotherRealm = runInNewContext("Date") as DateConstructor;
const anyDate = fc.oneof(
  fc.constantFrom(...EDGES.flatMap((text) => [new Date(text), new anotherRealm(text)])),
  fc.constantFrom(new Date(Number.NaN), new anotherRealm(Number.NaN)),
);
const anyMoment = fc.oneof(
  fc.date({ min: new Date(EDGES[0] ?? ""), max: new Date(EDGES[1] ?? ""), noInvalidDate: true }),
  fc.constantFrom<unknown>(
    ...EDGES.flatMap((text) => [text, text.toLowerCase(), new Date(text), new anotherRealm(text)]),
    "2016-12-31T23:59:60Z",
    "2017-01-01t08:59:60.25+09:00",
    "9999-12-31T22:59:59.9999999-01:00",
    "2026-01-15T10:30:00.123987+01:00",
  ),
);
const noMoment = fc.constantFrom<unknown>(
  new Date(Number.NaN),
  new anotherRealm(Number.NaN),
  new Date("+010000-01-01T00:00:00Z"),
  "0000-01-01T00:00:00+00:01",
  "9999-12-31T23:59:59-00:01",
  "2016-12-31T22:59:60Z",
  "2026-01-15T10:30Z",
  "2026-02-30T00:00:00Z",
  "2026-01-15",
  "",
  1_768_435_200_000,
  Number.NaN,
  {},
  [],
  true,
);

type Helper = (first: unknown, properties: object, options: object) => boolean;

interface Sides {
  readonly server: Readonly<Record<string, Helper>> & {
    readonly plan: Parameters<typeof createTestTracker>[0];
  };
  readonly browser: Readonly<Record<string, Helper>>;
  readonly createTestTracker: typeof createTestTracker;
}

const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const AT = new Date("2026-01-15T23:59:59.999Z");
const PAID = {
  order_id: "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
  note: "👍👍👍👍",
  day: "2026-01-15",
  at: "2026-01-15T10:30:00.123987+01:00",
  cents: 3,
  price: 0.1,
  weight: 0.1,
  is_test: false,
  organization_id: "org_456",
};

let sides: Sides;
beforeAll(async () => {
  const entry = `
    export * as server from "./index.js";
    export * as browser from "./browser.js";
    export { createTestTracker } from "tracking-plan/testing";
  `;
  const code = await bundleGenerated(readPlanText(PLAN), { entry, platform: "node", format: "esm" });
  sides = await loadModule<Sides>(code);
});

/** What each side sends, in the one form: as PostHog gets it. */
function sendFromBoth(helper: string, properties: object, options: object) {
  const tracker = sides.createTestTracker(sides.server.plan, {
    now: () => AT,
    violations: "report",
    refusals: "record",
  });
  const posthog = new FakePostHog({ id: ID, state: "identified" });
  const accepted = [
    sides.server[helper]?.(ID, properties, { ...options, tracker }),
    sides.browser[helper]?.(posthog, properties, options),
  ];
  return { accepted, server: tracker.events.map(fromServer), browser: posthog.captured.map(fromBrowser) };
}

/** What each side sets on a person, removes from it, and reports. */
function identifyOnBoth(properties: object, options: object) {
  const tracker = sides.createTestTracker(sides.server.plan, {
    now: () => AT,
    violations: "report",
    refusals: "record",
  });
  const posthog = new FakePostHog({ id: ID, state: "identified" });
  sides.server["identifyUser"]?.(ID, properties, { ...options, tracker });
  const sent = tracker.events[0]?.properties ?? {};
  let violations: readonly string[] = [];
  const onViolations = (found: readonly string[]): void => {
    violations = found.toSorted();
  };
  const identify = sides.browser["identifyUser"] as (...args: readonly unknown[]) => boolean;
  identify(posthog, ID, properties, { ...options, onViolations });
  return {
    server: {
      set: onWire((sent["$set"] ?? {}) as object),
      unset: sent["$unset"],
      violations: ((sent["plan_violations"] ?? []) as readonly string[]).toSorted(),
    },
    browser: {
      set: onWire((posthog.calls[0]?.[2] ?? {}) as object),
      unset: posthog.captured[0]?.properties?.["$unset"],
      violations,
    },
  };
}

function fromServer({ event, distinctId, groups, properties, timestamp, uuid }: TestEvent): object {
  const $groups = Object.keys(groups).length > 0 ? { $groups: groups } : {};
  return { event, distinctId, uuid, timestamp, properties: onWire({ ...properties, ...$groups }) };
}

function fromBrowser({ event, properties, options, distinctId }: FakePostHog["captured"][number]): object {
  const { uuid, timestamp } = options ?? {};
  return { event, distinctId, uuid, timestamp, properties: onWire(properties ?? {}) };
}

/** In no order of violations: the server copies everything before it checks the copy. */
function onWire(properties: object): unknown {
  const sent = JSON.parse(JSON.stringify(properties)) as { plan_violations?: readonly string[] };
  return { ...sent, ...(sent.plan_violations && { plan_violations: sent.plan_violations.toSorted() }) };
}

describe("an event of both sides is one event", () => {
  test.each([
    ["trackPaid", PAID, {}],
    ["trackPaid", { ...PAID, at: new Date("2026-01-15T09:30:00Z"), price: -0, cents: -0, weight: -0 }, {}],
    ["trackPaid", { ...PAID, note: "a\ud800b", tier: "pro", coin: "USD", workspace_id: 42 }, {}],
    [
      "trackPaid",
      {
        ...PAID,
        lines: [{ sku: PAID.order_id }, { sku: PAID.order_id, count: 2 }],
        times: { a: AT, b: "2026-01-01T00:00:00+02:00" },
        workspace_id: undefined,
      },
      {},
    ],
    ["trackPaid", PAID, { groups: { workspace: "7" } }],
    ["trackInvited", { invitation_id: "inv_1" }, {}],
    ["trackInvited", { invitation_id: "inv_1" }, { idempotencyKey: "not needed" }],
    ["trackInvited", {}, { idempotencyKey: "evt_1" }],
    ["trackJoined", {}, {}],
    ["trackClicked", {}, { idempotencyKey: "ключ 🗝" }],
  ])("%s, case %#", (helper, properties, options) => {
    const { accepted, server, browser } = sendFromBoth(helper, properties, { ...options, timestamp: AT });
    expect(accepted).toEqual([true, true]);
    expect(browser).toEqual(server);
    expect(server[0]).toMatchObject({ distinctId: ID, timestamp: AT, properties: { $ignore_sent_at: true } });
  });

  test("whatever its values are, and whatever the caller adds: random events", () => {
    const line = fc.record(
      { sku: fc.constant(PAID.order_id), count: fc.integer(), gift: fc.boolean() },
      { requiredKeys: ["sku"] },
    );
    const paid = fc.record(
      {
        order_id: fc.uuid().map((id) => (id.length % 2 === 0 ? id.toUpperCase() : id)),
        note: fc.string({ unit: "binary", maxLength: 6 }),
        day: fc.constantFrom("2026-01-15", "2024-02-29"),
        at: fc.oneof(anyMoment, noMoment),
        cents: fc.oneof(
          fc.maxSafeInteger(),
          fc.integer({ min: -60, max: 60 }),
          // Doubled, at the limits and just beyond.
          fc.constantFrom(-50, -51, 4_503_599_627_370_495, 4_503_599_627_370_496),
        ),
        price: fc.oneof(
          fc.double(),
          fc.constantFrom<unknown>(
            "5",
            -1e15 - 1,
            0.1,
            0.3,
            -0,
            0.099_999_999_999_999_99,
            999_999_999_999_999.9,
            1e15,
          ),
        ),
        weight: fc.double({ noNaN: true, noDefaultInfinity: true }),
        is_test: fc.boolean(),
        organization_id: fc.constant("org_456"),
        coin: fc.constantFrom<unknown>(
          5,
          "USD",
          "GBP",
          "EUR",
          "eur",
          "Eur",
          "eUR",
          "US",
          "EURO",
          "",
          " EUR",
          "ΕUR",
          "DŽX",
          "ﬀ",
        ),
        title: fc.oneof(fc.string({ unit: "grapheme", maxLength: 4 }), anyDate),
        workspace_id: fc.integer(),
        lines: fc.array(line, { maxLength: 2 }),
        times: fc.dictionary(fc.constantFrom("a", "b@c.de"), fc.oneof(anyMoment, noMoment), {
          noNullPrototype: true,
        }),
        due: fc.oneof(anyMoment, noMoment),
        extra: fc.oneof(
          fc.constant({ at: "2026-01-15T10:30:00+01:00", rows: [1, { "a b": null }], $set: "x" }),
          fc.constantFrom<unknown>({ version: 3 }, { version: 3, rows: [] }, { "ann@example.com": 1 }),
          fc.record({ at: noMoment }),
          fc.record({ rows: fc.array(anyDate) }),
        ),
        payload: fc.oneof(
          fc.constantFrom<object>({ a: [1, null] }, [true]),
          anyDate,
          fc.record({ rows: fc.array(fc.oneof(fc.boolean(), anyDate)) }),
        ),
        distinct_id: fc.constant("user_1"),
        channel: fc.constant("mail"),
        doubled: fc.integer(),
        "ann@example.com": fc.boolean(),
      },
      {
        requiredKeys: [
          "order_id",
          "note",
          "day",
          "at",
          "cents",
          "price",
          "weight",
          "is_test",
          "organization_id",
        ],
        noNullPrototype: true,
      },
    );
    const options = fc.record(
      {
        additional: fc.dictionary(
          fc.constantFrom(
            "utm",
            "cents",
            "label",
            "currency",
            "$set",
            "distinct_id",
            "a b",
            "__proto__",
            " ",
          ),
          fc.oneof(
            fc.string({ unit: "grapheme" }),
            fc.double(),
            anyDate,
            fc.constantFrom<unknown>(null, undefined, true),
          ),
        ),
        groups: fc.record(
          { workspace: fc.constantFrom("7", " "), galaxy: fc.constant("x") },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(paid, options, (properties, rest) => {
        const conflicts = properties.workspace_id !== undefined && rest.groups?.workspace === "7";
        fc.pre(!conflicts);
        const { accepted, server, browser } = sendFromBoth("trackPaid", properties, {
          ...rest,
          timestamp: AT,
          // For an event without a part of its key.
          idempotencyKey: "evt_1",
        });
        expect(accepted).toEqual([true, true]);
        expect(browser).toEqual(server);
        const [event] = server as { properties: { plan_violations?: readonly string[] } }[];
        for (const violation of event?.properties.plan_violations ?? []) seen.add(violation);
      }),
      { numRuns: runs(2000) },
    );
    const revenue = ["coin: not_allowed", "price: too_small", "price: not_finite", "price: wrong_type"];
    const expected = [...revenue, "distinct_id: unknown_property", "channel: unknown_property"];
    const computed = ["doubled: too_small", "doubled: too_large", "rest: too_large", "gross: too_small"];
    const dates = [
      "at: datetime",
      "due: datetime",
      "times.*: datetime",
      "title: wrong_type",
      "payload: wrong_type",
    ];
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...expected,
        ...computed,
        ...dates,
        "label: too_long",
        "extra.at: datetime",
        "extra.version: unknown_property",
        "extra.rows.0: wrong_type",
        "options.additional.utm: wrong_type",
        "options.additional.utm: too_long",
        "options.additional.cents: planned_property",
        "options.additional.currency: planned_property",
        "options.additional.$set: reserved_name",
        "options.additional: too_many_keys",
        "payload.*.0: wrong_type",
        "*: unknown_property",
      ]),
    );
  });

  test("and so is what a person is set to, and what is removed: 1,000 random calls", () => {
    const person = fc.record(
      {
        city: fc.constant("Bonn"),
        tier: fc.oneof(fc.string(), anyDate),
        first_paid_at: fc.oneof(anyMoment, noMoment),
        email: fc.constant("x"),
      },
      { requiredKeys: ["city"], noNullPrototype: true },
    );
    const name = fc.constantFrom<unknown>(
      "tier",
      "first_paid_at",
      "email",
      "ann@example.com",
      "toString",
      "__proto__",
    );
    const unset = fc.oneof(
      fc.array(name, { maxLength: 4 }),
      fc.array(fc.oneof({ weight: 9, arbitrary: name }, fc.constant(7)), { maxLength: 4 }),
      fc.constantFrom<unknown>(
        undefined,
        null,
        "tier",
        {},
        Array.from({ length: 1001 }, () => "tier"),
      ),
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(person, unset, (properties, names) => {
        const { server, browser } = identifyOnBoth(properties, { unset: names });
        expect(browser).toEqual(server);
        for (const violation of server.violations) seen.add(violation);
      }),
      { numRuns: 1000 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        "first_paid_at: datetime",
        "tier: wrong_type",
        "options.unset: wrong_type",
        "options.unset: too_many_items",
        "options.unset.tier: also_set",
        "options.unset.email: unknown_property",
        "options.unset.*: unknown_property",
      ]),
    );
  });

  test.each([
    ["trackPaid", PAID, { groups: { organization: "org_999" } }],
    ["trackClicked", {}, {}],
    ["trackClicked", {}, { idempotencyKey: " " }],
    ["trackClicked", {}, { idempotencyKey: "a\ud800" }],
    ["trackClicked", {}, { idempotencyKey: "a".repeat(1001) }],
    ["trackClicked", {}, { idempotencyKey: 7 }],
    ["trackJoined", {}, { timestamp: new Date(Number.NaN) }],
    ["trackJoined", {}, { timestamp: new Date(AT.getTime() / 1000) }],
    ["trackJoined", {}, { timestamp: undefined }],
    ["trackJoined", {}, { timestamp: AT.getTime() }],
  ])("or is refused on both: %s, case %#", (helper, properties, options) => {
    const { accepted, server, browser } = sendFromBoth(helper, properties, { timestamp: AT, ...options });
    expect({ accepted, server, browser }).toEqual({ accepted: [false, false], server: [], browser: [] });
  });
});
