import { describe, expect, test } from "vitest";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";
import { createJudge } from "../../../src/observe/judge.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { makeReceived } from "./make-received.ts";

const PLAN = readPlanText(`
plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
  actors:
    billing_job: { format: pattern, pattern: "[a-z]+", prefix: job_, description: Bills at night. }
groups:
  organization: { key: organization_id }
properties:
  organization_id: { type: string, description: Its organization. }
  coupon: { type: string, description: A coupon. }
events:
  order_placed:
    description: An order was placed.
    properties:
      order_id: { type: string, description: Id of the order. }
      tier: { type: enum, values: [free, pro], description: Tier. }
      amount: { type: number, min: 0, description: Price., unit: USD }
      note: { type: string, optional: true, max_length: 5, description: A note. }
      channel: { type: string, const: web, description: Channel. }
      lines:
        type: array
        optional: true
        description: Lines.
        items: { type: object, properties: { sku: { type: string, description: Sku. } } }
    revenue: { amount: amount, currency: USD }
    idempotency: { key: [order_id] }
  page_read: { description: A page was read., source: client, renamed_from: page_seen }
  invoice_sent: { description: An invoice was sent., actor: billing_job }
  trial_ended: { description: A trial ended., status: planned }
  cart_opened: { description: A cart was opened., status: deprecated, deprecated: { use: order_placed } }
  import_run: { description: An import ran., additional: { type: integer, max_keys: 2 } }
  both_seen: { description: Seen., source: both, owner_side: client, idempotency: once }
`);

const KEYED = "1b4e28ba-2fa1-51d2-883f-0016d3cca427";

/** An order as the plan has it, with changes. */
function order(
  properties: Readonly<Record<string, unknown>> = {},
  more: Partial<ReceivedEvent> = {},
): ReceivedEvent {
  return makeReceived("order_placed", {
    uuid: KEYED,
    properties: {
      $lib: "posthog-node",
      order_id: "o1",
      tier: "pro",
      amount: 3,
      channel: "web",
      $revenue: 3,
      currency: "USD",
      ...properties,
    },
    ...more,
  });
}

function messagesOf(...events: readonly ReceivedEvent[]): readonly string[] {
  const judge = createJudge(PLAN);
  return events.flatMap((event) =>
    judge(event).faults.map(({ code, message, hint }) =>
      [`${code}: ${message}`, hint].filter(Boolean).join(" "),
    ),
  );
}

describe("an event of the plan", () => {
  test("has no fault as its helper sends it", () => {
    const event = order();
    expect(createJudge(PLAN)(event)).toStrictEqual({
      event,
      sdk: "posthog-node",
      side: "server",
      kind: "planned",
      planned: "order_placed",
      faults: [],
    });
  });

  test.each([
    [{ tier: undefined }, ["event-breaks-plan: `tier` must be `free` or `pro`, but is missing."]],
    [{ tier: "gold" }, ["event-breaks-plan: `tier` must be `free` or `pro`, but is the string `gold`."]],
    [{ amount: -1 }, ["event-breaks-plan: `amount` is -1, below the minimum 0."]],
    [{ note: "too long" }, ["event-breaks-plan: `note` has 8 characters, more than 5."]],
    [{ note: null }, ["event-breaks-plan: `note` must be a string, but is `null`."]],
    [{ channel: "app" }, ['event-breaks-plan: `channel` must be `"web"`.']],
    [
      { lines: [{ sku: "a" }, { sku: 1 }] },
      ["event-breaks-plan: `lines[1].sku` must be a string, but is the number `1`."],
    ],
    [{ teir: "pro" }, ["event-breaks-plan: `teir` is not a property of the event."]],
    [
      { coupon: "x" },
      [
        "event-breaks-plan: `coupon` is not a property of the event. Add `coupon:` to its properties: the plan has it as `string`.",
      ],
    ],
  ])("breaks the plan with %o", (properties, messages) => {
    expect(messagesOf(order(properties))).toStrictEqual(messages);
  });

  test("lacks a required property, and hints at the one that is there instead", () => {
    const { tier: _tier, ...rest } = order().properties;
    expect(messagesOf(order({}, { properties: { ...rest, teir: "pro" } }))).toStrictEqual([
      "event-breaks-plan: `tier` is missing.",
      "event-breaks-plan: `teir` is not a property of the event. Did you mean `tier`?",
    ]);
  });

  test("is not told again of what the runtime left out, or removed as personal", () => {
    const { tier: _tier, order_id: _id, ...rest } = order().properties;
    const properties = { ...rest, plan_violations: ["tier: not_allowed"], plan_redacted: ["order_id"] };
    expect(messagesOf(order({}, { properties }))).toStrictEqual([
      "event-breaks-plan: `tier` was left out by the helper: `not_allowed`. `npx tracking-plan explain not_allowed` explains it.",
    ]);
  });

  test("may have what SDKs and campaigns add", () => {
    expect(
      messagesOf(order({ $session_id: "s", token: "phc", utm_source: "x", plan_hash: "y" })),
    ).toStrictEqual([]);
  });

  test("names at most 20 violations", () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`extra_${index}`, 1]));
    const messages = messagesOf(order(many));
    expect(messages).toHaveLength(21);
    expect(messages.at(-1)).toBe("event-breaks-plan: There are 5 more violations.");
  });

  test("needs a uuid from its key", () => {
    expect(messagesOf(order({}, { uuid: "1b4e28ba-2fa1-41d2-883f-0016d3cca427" }))).toStrictEqual([
      "event-without-key: `order_placed` arrived without a uuid from its idempotency key, so a repeat counts twice.",
    ]);
  });

  test("arrives twice if name, day, id and uuid are the same", () => {
    const other = order({}, { distinctId: "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6c" });
    expect(messagesOf(order(), other, order())).toStrictEqual([
      "event-arrived-twice: `order_placed` arrived again with the same uuid.",
    ]);
  });

  test("is refused where PostHog would refuse it", () => {
    expect(messagesOf(order({}, { accepted: false, reason: "the timestamp is not a string" }))).toStrictEqual(
      ["event-refused: PostHog would refuse `order_placed`: the timestamp is not a string."],
    );
  });

  test.each([
    ["(request)", { raw: undefined, reason: "the body is not JSON" }],
    ["", { reason: "the event has no name" }],
  ])("is refused where it cannot have a name of the plan: `%s`", (name, parts) => {
    const refused = makeReceived(name, { distinctId: "", accepted: false, ...parts });
    expect(messagesOf(refused)).toStrictEqual([
      `event-refused: PostHog would refuse \`${name}\`: ${parts.reason}.`,
    ]);
  });

  test.each([
    [{ rows: 3 }, []],
    [{ rows: "3" }, ["event-breaks-plan: `rows` is of a type that `additional` does not accept."]],
    [{ a: 1, b: 2, c: 3 }, ["event-breaks-plan: It has 3 additional properties, more than 2."]],
  ])("accepts additional properties as the plan says: %o", (properties, messages) => {
    expect(messagesOf(makeReceived("import_run", { properties }))).toStrictEqual(messages);
  });
});

describe("what is computed", () => {
  const judge = createJudge(
    readPlanText(`
plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  usage_billed:
    description: Usage was billed.
    properties:
      units: { type: number, description: Units. }
      price: { type: number, description: Price of one., unit: USD }
      total: { type: number, computed: units * price, description: Price of all., unit: USD }
      share: { type: number, computed: units / price, description: Share. }
`),
  );
  test.each([
    ["is there", { units: 2, price: 3, total: 6, share: 0.7 }, []],
    ["is missing where it has a value", { units: 2, price: 3 }, ["total", "share"]],
    ["is not missing where it overflows", { units: 1e200, price: 1e200, share: 1 }, []],
    ["is not missing where it divides by zero", { units: 2, price: 0, total: 0 }, []],
    ["is not missing where what it reads is", { units: 2 }, ["price"]],
  ])("%s", (_, properties, missing) => {
    const { faults } = judge(makeReceived("usage_billed", { properties }));
    expect(faults.map(({ message }) => message)).toStrictEqual(
      missing.map((name) => `\`${name}\` is missing.`),
    );
  });
});

describe("the side and the status of an event", () => {
  test.each([
    ["page_read", "web", []],
    ["page_read", "posthog-react-native", []],
    ["page_read", "somebody-else", []],
    [
      "page_read",
      "posthog-node",
      ["event-from-wrong-side: `page_read` came from a server, but the plan has it as `source: client`."],
    ],
    ["both_seen", "posthog-node", []],
    ["both_seen", "web", []],
    [
      "trial_ended",
      "posthog-node",
      ["planned-event-arrived: `trial_ended` is only planned: it has no helper yet."],
    ],
    [
      "cart_opened",
      "posthog-node",
      ["deprecated-event-arrived: `cart_opened` is deprecated. Send `order_placed` instead."],
    ],
  ])("%s from %s", (name, $lib, messages) => {
    expect(messagesOf(makeReceived(name, { uuid: KEYED, properties: { $lib } }))).toStrictEqual(messages);
  });
});

describe("an event that is not in the plan", () => {
  test.each([
    ["orderPlaced", "Did you mean `order_placed` (differs in case and separators)?"],
    ["page_seen", "Did you mean `page_read` (its former name)?"],
    ["zebra_fed", undefined],
  ])("%s", (name, hint) => {
    expect(createJudge(PLAN)(makeReceived(name))).toMatchObject({
      kind: "unplanned",
      planned: undefined,
      faults: [{ code: "event-not-in-plan", message: `\`${name}\` is not in the plan.`, hint }],
    });
  });

  test("is PostHog's own if its name begins with `$`", () => {
    expect(createJudge(PLAN)(makeReceived("$pageview", { distinctId: "0192-anything" }))).toMatchObject({
      kind: "posthog",
      faults: [],
    });
  });
});

describe("the id of an event", () => {
  test("is nobody's where capture v1 says so", () => {
    const taken = { uuid: KEYED, distinctId: "system", personless: true } as const;
    expect(messagesOf(makeReceived("both_seen", taken))).toStrictEqual([
      "id-not-mergeable: `both_seen` has the id `system`, which PostHog takes for nobody's: the event has no person.",
    ]);
  });

  const UPPER = "user_9F8B3C1E-5D2A-4E6F-8A7B-1C2D3E4F5A6B";

  test.each([
    ["invoice_sent", "job_bills", {}, []],
    [
      "invoice_sent",
      "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b",
      {},
      [
        "id-not-in-contract: `invoice_sent` has the id `user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b`, which the user-ID contract does not accept. Expected `job_<match of [a-z]+>`.",
      ],
    ],
    [
      "both_seen",
      "ann@example.com",
      {},
      [
        "id-not-in-contract: `both_seen` has the id `ann@example.com`, which the user-ID contract does not accept. Expected `user_<uuid>`.",
      ],
    ],
    [
      "both_seen",
      UPPER,
      {},
      [
        `id-not-in-contract: \`both_seen\` has the id \`${UPPER}\`, which is not its canonical form. The helpers send \`${UPPER.toLowerCase()}\`. Both together are two people.`,
      ],
    ],
    [
      "both_seen",
      "anonymous",
      {},
      [
        "id-not-mergeable: `both_seen` has the id `anonymous`, which PostHog never merges: everybody with it is one person.",
      ],
    ],
    ["both_seen", "0192f1a0-visitor", { $lib: "web", $is_identified: false }, []],
    ["both_seen", "0192f1a0-visitor", { $lib: "js", $device_id: "0192f1a0-visitor" }, []],
    [
      "$identify",
      "42",
      { $lib: "web", $anon_distinct_id: "0192f1a0-visitor" },
      [
        "id-not-in-contract: `$identify` has the id `42`, which the user-ID contract does not accept. Expected `user_<uuid>`.",
      ],
    ],
    ["$pageview", "42", { $lib: "web" }, []],
  ])("%s of %s", (name, distinctId, properties, messages) => {
    expect(messagesOf(makeReceived(name, { uuid: KEYED, distinctId, properties }))).toStrictEqual(messages);
  });
});

test("judges hostile properties without throwing", () => {
  const hostile = JSON.parse(
    '{"__proto__": {"tier": "x"}, "constructor": 1, "tier": {"a": [[[]]]}, "": 1}',
  ) as Record<string, unknown>;
  expect(messagesOf(order(hostile)).toSorted()).toStrictEqual([
    "event-breaks-plan: `__proto__` is not a property of the event.",
    "event-breaks-plan: `` is not a property of the event.",
    "event-breaks-plan: `constructor` is not a property of the event.",
    "event-breaks-plan: `tier` must be `free` or `pro`, but is a map.",
  ]);
});
