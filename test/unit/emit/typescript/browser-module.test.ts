import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleGenerated, readPlanText } from "../../../support/bundle-generated.ts";
import { loadModule } from "../../../vectors/load-vectors.ts";
import { FakePostHog } from "./fake-posthog.ts";

const PLAN = `
plan: 1
name: page
identity: { user_id: { format: uuid, prefix: user_, accept_unprefixed: true } }
groups:
  organization: { key: organization_id, properties: { tier: { type: string, optional: true } } }
  team: { key: team_id }
person:
  since: { type: datetime, optional: true }
  plan: { type: string, truncate: 5, optional: true }
properties:
  organization_id: { type: string, pattern: "org_[0-9]{3}", description: The customer., example: org_456 }
events:
  opened:
    description: Somebody opened a page.
    source: client
    sets: { groups: { organization: { tier: tier } } }
    properties:
      organization_id: { optional: true }
      tier: { type: string, optional: true }
      double: { type: number, min: -100, computed: size * 2, optional: true }
      size: { type: number, optional: true }
  finished:
    description: Somebody finished.
    source: client
    idempotency: { key: [tour_id] }
    properties: { tour_id: { type: string, optional: true } }
  planned_one: { description: Not sent yet., source: client, status: planned }
  on_server: { description: Sent by servers., properties: { team_id: { type: string } } }
`;

interface Browser {
  readonly [helper: string]: (
    posthog: FakePostHog,
    properties?: unknown,
    options?: unknown,
    more?: unknown,
  ) => unknown;
}

const ADA = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const BOB = "user_7d444840-9dc0-41d1-b245-5ffdce74fad2";
const AT = new Date("2026-01-15T10:00:00Z");

let browser: Browser;
beforeAll(async () => {
  const entry = 'export * from "./browser.js";';
  browser = await loadModule<Browser>(
    await bundleGenerated(readPlanText(PLAN), { entry, platform: "browser", format: "esm" }),
  );
});

test("a helper for each event that browsers send now, and the two that say who it is", () => {
  expect(Object.keys(browser).toSorted()).toEqual([
    "configureTracking",
    "identifyUser",
    "logOut",
    "trackFinished",
    "trackOpened",
  ]);
});

function identify(posthog: FakePostHog, raw: unknown, properties?: object): unknown[] {
  const refusals: unknown[] = [];
  const onRefused = (refusal: unknown): void => void refusals.push(refusal);
  return [browser["identifyUser"]?.(posthog, raw, properties, { onRefused }), ...refusals];
}

function throwAnError(): never {
  throw new Error("in the caller's code");
}

describe("identifyUser", () => {
  test("gives a visitor the canonical id, and the person properties in their form on the wire", () => {
    const posthog = new FakePostHog({ id: "visitor", state: "anonymous" });
    const set = { since: new Date(0), plan: "enterprise" };
    expect(identify(posthog, ADA.slice("user_".length).toUpperCase(), set)).toEqual([true]);
    expect(posthog.calls).toEqual([["identify", ADA, { since: "1970-01-01T00:00:00.000Z", plan: "enter" }]]);
  });

  test("resets between two people, and not for the same one again", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    expect(identify(posthog, ADA)).toEqual([true]);
    expect(identify(posthog, BOB)).toEqual([true]);
    expect(posthog.calls).toEqual([["identify", ADA, undefined], ["reset"], ["identify", BOB, undefined]]);
  });

  test("resets where an older version of the product had identified by email", () => {
    const posthog = new FakePostHog({ id: "ada@example.com", state: "identified" });
    expect(identify(posthog, ADA)).toEqual([true]);
    expect(posthog.calls).toEqual([["reset"], ["identify", ADA, undefined]]);
  });

  test.each([
    ["guest", "illegal_id"],
    ["ada@example.com", "email"],
    ["", "blank"],
    [` ${ADA}`, "white_space"],
    [undefined, "not_a_string"],
    ["org_456", "wrong_format"],
  ])("refuses %j as %s, and leaves who it was", (raw, reason) => {
    const posthog = new FakePostHog({ id: BOB, state: "identified" });
    const [accepted, refusal] = identify(posthog, raw);
    expect({ accepted, calls: posthog.calls }).toEqual({ accepted: false, calls: [] });
    expect(refusal).toEqual({ reason: "invalid_user_id", event: "$identify", detail: reason });
  });

  test("is refused before posthog-js has started, and where posthog-js does not take the id", () => {
    expect(identify(new FakePostHog(), ADA)).toMatchObject([false, { reason: "not_started" }]);
    const deaf = new FakePostHog({ id: "visitor", state: "anonymous" });
    deaf.identify = () => {};
    expect(identify(deaf, ADA)).toMatchObject([false, { reason: "not_identified" }]);
  });

  test("removes what unset names and the call does not set, once it is this person", () => {
    const posthog = new FakePostHog({ id: BOB, state: "identified" });
    const options = { unset: ["plan", "since"] };
    expect(browser["identifyUser"]?.(posthog, ADA, { plan: "pro" }, options)).toBe(true);
    expect(posthog.captured).toMatchObject([
      { event: "$set", distinctId: ADA, properties: { $unset: ["since"] } },
    ]);
    expect(browser["identifyUser"]?.(posthog, ADA, { plan: "pro" }, { unset: ["plan"] })).toBe(true);
    expect(browser["identifyUser"]?.(posthog, "guest", {}, options)).toBe(false);
    expect(posthog.captured).toHaveLength(1);
  });

  test("does not break the page when onRefused throws", () => {
    const options = { onRefused: throwAnError };
    expect(browser["identifyUser"]?.(new FakePostHog(), "x", {}, options)).toBe(false);
  });
});

test("identifyUser sets only what the plan knows, and names the rest", () => {
  const posthog = new FakePostHog({ id: ADA, state: "identified" });
  const told: unknown[] = [];
  const options = { onViolations: (...all: unknown[]) => void told.push(all) };
  const properties = { plan: "pro", email: "ada@example.com" };
  expect(browser["identifyUser"]?.(posthog, ADA, properties, options)).toBe(true);
  expect(posthog.calls).toEqual([["identify", ADA, { plan: "pro" }]]);
  expect(told).toEqual([[["email: unknown_property"], "$identify"]]);
});

describe("before posthog-js has started", () => {
  /** What older snippets put in the place of posthog-js: some methods, which note the call and return nothing. */
  const stub = { capture: () => {}, identify: () => {}, get_distinct_id: () => {} };

  test.each([
    ["undefined", undefined],
    ["null", null],
    ["{}", {}],
  ])("every helper is refused for %s", (_, posthog) => {
    const refusals: unknown[] = [];
    const options = { timestamp: AT, onRefused: (refusal: unknown) => void refusals.push(refusal) };
    const absent = posthog as unknown as FakePostHog;
    expect(browser["trackOpened"]?.(absent, {}, options)).toBe(false);
    expect(browser["trackFinished"]?.(absent, { tour_id: "t" }, options)).toBe(false);
    expect(browser["identifyUser"]?.(absent, ADA, {}, options)).toBe(false);
    expect(browser["logOut"]?.(absent)).toBeUndefined();
    expect(refusals).toEqual(
      ["opened", "finished", "$identify"].map((event) => ({ reason: "not_started", event })),
    );
  });

  test.each([
    ["the stub of its snippet", stub],
    ["itself, without an id yet", new FakePostHog()],
  ])("what needs an id is refused for %s, and nothing throws", (_, posthog) => {
    const reasons: unknown[] = [];
    const onRefused = ({ reason }: { reason: string }): void => void reasons.push(reason);
    const early = posthog as unknown as FakePostHog;
    expect(browser["trackFinished"]?.(early, { tour_id: "t" }, { timestamp: AT, onRefused })).toBe(false);
    expect(browser["identifyUser"]?.(early, ADA, {}, { onRefused })).toBe(false);
    expect(browser["logOut"]?.(early)).toBeUndefined();
    expect(reasons).toEqual(["not_started", "not_started"]);
  });
});

test("logOut resets", () => {
  const posthog = new FakePostHog({ id: ADA, state: "identified" });
  browser["logOut"]?.(posthog);
  expect(posthog.calls).toEqual([["reset"]]);
});

describe("an event without a key", () => {
  test("is sent of a visitor too, at the time of the call and with a uuid of posthog-js", () => {
    const posthog = new FakePostHog({ id: "visitor", state: "anonymous" });
    const properties = { organization_id: "org_456", size: 0.1, tier: undefined };
    expect(browser["trackOpened"]?.(posthog, properties)).toBe(true);
    expect(posthog.captured).toEqual([
      {
        event: "opened",
        distinctId: "visitor",
        properties: {
          organization_id: "org_456",
          size: 0.1,
          double: 0.2,
          $groups: { organization: "org_456" },
        },
        options: undefined,
      },
    ]);
    expect(properties).toEqual({ organization_id: "org_456", size: 0.1, tier: undefined });
  });

  test("sets properties of its group, and takes a group that no property names", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    const options = { timestamp: AT, groups: { team: "t1", unknown: "x" } };
    browser["trackOpened"]?.(posthog, { organization_id: "org_456", tier: "pro" }, options);
    expect(posthog.captured.map(({ event, properties, options: sent }) => [event, properties, sent])).toEqual(
      [
        [
          "opened",
          {
            organization_id: "org_456",
            tier: "pro",
            $groups: { organization: "org_456", team: "t1" },
            plan_violations: ["options.groups: unknown_group_type"],
          },
          { timestamp: AT },
        ],
        [
          "$groupidentify",
          { $group_type: "organization", $group_key: "org_456", $group_set: { tier: "pro" } },
          { timestamp: AT },
        ],
      ],
    );
  });

  test("is sent without what the plan does not know, and names it", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    const told: unknown[] = [];
    const spread = {
      tier: "pro",
      distinct_id: BOB,
      token: "phc_other",
      "ada@example.com": 1,
      absent: undefined,
    };
    const options = { onViolations: (...all: unknown[]) => void told.push(all) };
    expect(browser["trackOpened"]?.(posthog, { ...spread, double: 7 }, options)).toBe(true);
    const violations = ["distinct_id", "token", "*", "double"].map((name) => `${name}: unknown_property`);
    expect(posthog.captured.map(({ properties }) => properties)).toEqual([
      { tier: "pro", plan_violations: violations },
    ]);
    expect(told).toEqual([[violations, "opened"]]);
  });

  test("has no computed value outside of its limits", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    browser["trackOpened"]?.(posthog, { size: -500 });
    expect(posthog.captured.map(({ properties }) => properties)).toEqual([
      { size: -500, plan_violations: ["double: too_small"] },
    ]);
  });

  test("has the present time where the caller's cannot be right, and says so", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    browser["trackOpened"]?.(posthog, {}, { timestamp: new Date(AT.getTime() / 1000) });
    expect(posthog.captured.map(({ properties, options }) => [properties, options])).toEqual([
      [{ plan_violations: ["options.timestamp: before_2000_are_these_seconds"] }, undefined],
    ]);
  });

  test("goes to no group under what is not a key of one", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    browser["trackOpened"]?.(posthog, { organization_id: "ORG-1" });
    expect(posthog.captured[0]?.properties).toEqual({
      organization_id: "ORG-1",
      plan_violations: ["organization_id: not_a_group_key"],
    });
  });
});

describe("an event with a key", () => {
  test("takes dates of another realm", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    const timestamp: unknown = runInNewContext(`new Date(${AT.getTime()})`);
    expect(browser["trackFinished"]?.(posthog, { tour_id: "t" }, { timestamp })).toBe(true);
    expect(posthog.captured.map(({ options }) => options?.timestamp)).toEqual([timestamp]);
    expect(identify(posthog, ADA, { since: timestamp })).toEqual([true]);
    expect(posthog.calls).toEqual([["identify", ADA, { since: AT.toISOString() }]]);
  });

  test("is refused, and breaks nothing, when a script without types passes neither properties nor options", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    expect(browser["trackFinished"]?.(posthog)).toBe(false);
    expect(browser["trackOpened"]?.(posthog)).toBe(true);
    expect(posthog.captured.map(({ event }) => event)).toEqual(["opened"]);
  });

  test.each([
    ["nobody is identified", { id: "visitor", state: "anonymous" }],
    ["the visitor's id only looks like a person's", { id: ADA, state: "anonymous" }],
    ["an id is identified that is not the plan's", { id: "ada@example.com", state: "identified" }],
    ["the id is not in its canonical form", { id: ADA.toUpperCase(), state: "identified" }],
  ])("is refused when %s", (_, who) => {
    const refusals: unknown[] = [];
    const posthog = new FakePostHog(who);
    const options = { timestamp: AT, onRefused: (refusal: unknown) => void refusals.push(refusal) };
    expect(browser["trackFinished"]?.(posthog, { tour_id: "t" }, options)).toBe(false);
    expect(posthog.captured).toEqual([]);
    expect(refusals).toMatchObject([{ reason: "not_identified", event: "finished" }]);
  });

  test("has one uuid at each repeat, and another one for another person", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    for (const tour of ["a", "a", "b"])
      browser["trackFinished"]?.(posthog, { tour_id: tour }, { timestamp: AT });
    posthog.id = BOB;
    browser["trackFinished"]?.(posthog, { tour_id: "a" }, { timestamp: AT });
    const uuids = posthog.captured.map(({ options }) => options?.uuid);
    expect(uuids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(uuids[1]).toBe(uuids[0]);
    expect(new Set(uuids).size).toBe(3);
  });

  test("is an event of its own where its key is absent", () => {
    const posthog = new FakePostHog({ id: ADA, state: "identified" });
    expect(browser["trackFinished"]?.(posthog, {}, { timestamp: AT })).toBe(true);
    expect(posthog.captured).toEqual([
      { event: "finished", distinctId: ADA, properties: {}, options: { timestamp: AT } },
    ]);
  });
});
