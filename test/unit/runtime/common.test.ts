import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as runtime from "tracking-plan/runtime";
import {
  configureTracking,
  createTracker,
  organizationKey,
  plan,
  stats,
  trackEvent,
  trackJobDone,
  trackPaid,
  userId,
  withCommon,
} from "../../golden/bundles/expected/index.ts";
import { createTestTracker, installTestTracker } from "../../../src/testing/index.ts";
import { takeModulesAway } from "../../support/host-without-modules.ts";

const ANN = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
const ORG = organizationKey("org_abc");
const GIVEN = { app_version: "1.2.0", organization_id: ORG };

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The properties of one `paid` event, whose common values come from `common`. */
function sent(common: unknown, properties: object = { amount: 3 }): unknown {
  const tracker = createTestTracker(plan, { common: () => common as object, violations: "report" });
  trackPaid(ANN, properties as { amount: number }, { tracker });
  return tracker.events[0]?.properties;
}

const FIXED = { amount: 3, region: "eu", platform: "server" };

describe("common values", () => {
  test("come with every event, also one that is sent by its name, and name its group", () => {
    const tracker = createTestTracker(plan, { common: () => GIVEN });
    trackPaid(ANN, { amount: 3 }, { tracker });
    trackJobDone(ANN, { queue: "mail" }, { tracker });
    trackEvent("paid", ANN, { amount: 4 }, { tracker });
    expect(tracker.events.map(({ event, properties, groups }) => ({ event, properties, groups }))).toEqual([
      { event: "paid", properties: { ...FIXED, ...GIVEN }, groups: { organization: ORG } },
      {
        event: "job_done",
        properties: { queue: "mail", attempt: 1, region: "eu", platform: "server", ...GIVEN },
        groups: { organization: ORG },
      },
      { event: "paid", properties: { ...FIXED, ...GIVEN, amount: 4 }, groups: { organization: ORG } },
    ]);
  });

  test("are encoded as what callers pass is, and go before defaults", () => {
    const given = { ...GIVEN, started_at: new Date(0), region: "us" };
    expect(sent(given)).toEqual({ ...FIXED, ...given, started_at: "1970-01-01T00:00:00.000Z" });
  });

  test("go behind what the caller passes, and take the place of undefined", () => {
    const properties = { amount: 3, app_version: "2.0.0", organization_id: undefined };
    expect(sent(GIVEN, properties)).toEqual({ ...FIXED, ...GIVEN, app_version: "2.0.0" });
  });

  test("that come from nowhere are missing where the event needs them", () => {
    expect(sent({ app_version: "1.2.0" })).toEqual({
      ...FIXED,
      app_version: "1.2.0",
      plan_violations: ["organization_id: missing"],
    });
  });

  test("are checked as what callers pass is: nothing takes the place of an invalid one", () => {
    expect(sent({ app_version: 12, organization_id: "globex", region: "asia" })).toEqual({
      amount: 3,
      platform: "server",
      plan_violations: ["app_version: wrong_type", "organization_id: pattern", "region: not_allowed"],
    });
    expect(sent(GIVEN, { amount: 3, app_version: 12 })).toEqual({
      ...FIXED,
      organization_id: ORG,
      plan_violations: ["app_version: wrong_type"],
    });
  });

  test("are not told of where the caller passes others", () => {
    expect(sent({ app_version: 12 }, { amount: 3, ...GIVEN })).toEqual({ ...FIXED, ...GIVEN });
  });

  test("that no event has in common are told and not sent, nor is an event's own property taken from them", () => {
    const given = { ...GIVEN, platform: "web", amount: 9, "ann@example.com": 1, queue: "mail" };
    expect(sent(given)).toEqual({
      ...FIXED,
      ...GIVEN,
      plan_violations: [
        "common.platform: unknown_property",
        "common.amount: unknown_property",
        "common.*: unknown_property",
        "common.queue: unknown_property",
      ],
    });
  });

  test("cannot reach a prototype", () => {
    expect(sent(JSON.parse(`{ "__proto__": { "app_version": "x" }, "organization_id": "org_abc" }`))).toEqual(
      {
        ...FIXED,
        organization_id: ORG,
        plan_violations: expect.arrayContaining(["app_version: missing"]),
      },
    );
  });
});

/** What a tracker without a key says, and what it has counted. */
function started(common: unknown): {
  readonly tracker: ReturnType<typeof createTracker>;
  readonly lines: string[];
} {
  const lines: string[] = [];
  const tracker = createTracker({
    apiKey: "phc_x",
    disabled: true,
    log: (line: string) => lines.push(line),
    common,
  } as never);
  return { tracker, lines };
}

describe("common() that fails is counted and said once, and the event goes without", () => {
  test.each([
    [
      "throws",
      () => {
        throw new Error("secret");
      },
      "threw an error",
    ],
    ["gives a promise", async () => ({ ...GIVEN }), "is a promise"],
    ["gives a promise that rejects", async () => Promise.reject(new Error("secret")), "is a promise"],
    ["gives nothing", () => undefined, "is not an object"],
    ["gives a list", () => [GIVEN], "is not an object"],
    [
      "gives what cannot be read",
      () => ({
        get app_version(): string {
          throw new Error("secret");
        },
      }),
      "cannot be read",
    ],
    [
      "gives a proxy that throws",
      () =>
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error("secret");
            },
          },
        ),
      "cannot be read",
    ],
  ])("%s", async (_, common, why) => {
    const { tracker, lines } = started(common);
    trackPaid(ANN, { amount: 3, ...GIVEN }, { tracker });
    trackPaid(ANN, { amount: 4, ...GIVEN }, { tracker });
    await pause(0);
    expect(tracker.stats()).toMatchObject({ common: { failed: 2 }, refused: { tracking_off: 2 } });
    expect(lines.filter((line) => line.includes("common values"))).toEqual([
      `[tracking-plan] The common values of bundles are left out: what gives them ${why}. Repeats are counted, not logged.`,
    ]);
    expect(lines.join()).not.toContain("secret");
  });

  test("and tracks: the inner event has no values of it, and nothing goes on forever", () => {
    const tracker = createTestTracker(plan, {
      violations: "report",
      common: () => {
        trackJobDone(ANN, { queue: "inner" }, { tracker });
        return GIVEN;
      },
    });
    trackPaid(ANN, { amount: 3 }, { tracker });
    expect(tracker.events.map(({ event, properties }) => [event, properties["app_version"]])).toEqual([
      ["job_done", undefined],
      ["paid", "1.2.0"],
    ]);
    expect(tracker.stats().common).toEqual({ failed: 0 });
  });

  test("is no function: the option is malformed", () => {
    const { lines } = started({ app_version: "1" });
    expect(lines).toContain("[tracking-plan] The option common is not a function. Its default is used.");
  });
});

describe("tracker.with", () => {
  test("gives a tracker over the same queue, whose inner values go first", async () => {
    const tracker = createTestTracker(plan, { common: () => ({ app_version: "1", region: "us" as const }) });
    const inner = tracker.with({ app_version: "2", organization_id: ORG }).with({ app_version: "3" });
    trackPaid(ANN, { amount: 3 }, { tracker: inner });
    trackPaid(ANN, { amount: 4, app_version: "4" }, { tracker: inner });
    trackPaid(ANN, { amount: 5, organization_id: ORG }, { tracker });
    const versions = tracker.events.map(({ properties }) => [
      properties["app_version"],
      properties["region"],
    ]);
    expect(versions).toEqual([
      ["3", "us"],
      ["4", "us"],
      ["1", "us"],
    ]);
    expect(inner.stats()).toEqual(tracker.stats());
    expect(await inner.ready()).toBe(true);
    expect(await inner.waitForCapacity()).toBe(true);
    expect((await inner.flush()).accepted).toBe(0);
    expect((await inner.shutdown()).accepted).toBe(3);
    expect(tracker.stats().state).toBe("closed");
  });

  test("has no effect on what is set on groups, and refuses as its tracker does", () => {
    const tracker = createTestTracker(plan, { violations: "refuse" });
    const inner = tracker.with({ app_version: "2" });
    expect(trackPaid(ANN, { amount: 3 }, { tracker: inner })).toBe(false);
    expect(inner.groupIdentify(plan, "organization", "org_abc", {})).toBe(false);
    expect(tracker.refusals.map(({ event, reason }) => [event, reason])).toEqual([
      ["paid", "invalid_properties"],
      ["$groupidentify", "nothing_to_set"],
    ]);
  });
});

async function seen(amount: number): Promise<void> {
  await pause(1);
  trackPaid(ANN, { amount });
}

describe("withCommon", () => {
  test("gives values to what is tracked inside of it, also later and after awaiting, and to nothing else", async () => {
    using tracker = installTestTracker(plan, { common: () => GIVEN, violations: "report" });
    await Promise.all([
      withCommon({ app_version: "one" }, async () => {
        await seen(1);
        await withCommon({ region: "us" }, () => seen(2));
        await withCommon({ app_version: "two", region: undefined }, () => seen(3));
        await seen(4);
      }),
      seen(5),
    ]);
    const found = tracker.events.map(({ properties: { amount, app_version: version, region } }) => [
      amount,
      version,
      region,
    ]);
    expect(found.toSorted()).toEqual([
      [1, "one", "eu"],
      [2, "one", "us"],
      [3, "two", "eu"],
      [4, "one", "eu"],
      [5, "1.2.0", "eu"],
    ]);
  });

  test("goes behind tracker.with and the caller", () => {
    const tracker = createTestTracker(plan);
    withCommon({ ...GIVEN, region: "us" }, () => {
      trackPaid(ANN, { amount: 1, app_version: "mine" }, { tracker: tracker.with({ region: "eu" }) });
    });
    expect(tracker.events[0]?.properties).toEqual({ ...FIXED, ...GIVEN, amount: 1, app_version: "mine" });
  });

  test("returns and throws what its function does", async () => {
    expect(withCommon({}, () => 42)).toBe(42);
    expect(await withCommon({}, () => Promise.resolve("x"))).toBe("x");
    expect(() =>
      withCommon({}, () => {
        throw new RangeError("mine");
      }),
    ).toThrow(RangeError);
  });

  test("of another plan has no effect on this one", () => {
    const tracker = createTestTracker(plan, { common: () => GIVEN });
    runtime.withCommon({ ...plan, name: "other" }, { app_version: "other" }, () =>
      trackPaid(ANN, { amount: 1 }, { tracker }),
    );
    expect(tracker.events[0]?.properties).toMatchObject({ app_version: "1.2.0" });
  });

  test("is counted when it was given no values, and its function runs", () => {
    const tracker = createTestTracker(plan, { common: () => GIVEN });
    for (const values of [undefined, null, 12, Promise.resolve(GIVEN)]) {
      withCommon(values as never, () => trackPaid(ANN, { amount: 1 }, { tracker }));
    }
    expect(tracker.stats()).toMatchObject({ common: { failed: 4 }, events: { accepted: 4 } });
  });
});

test("configureTracking gives the shared tracker its common values", () => {
  configureTracking({ disabled: true, log: () => {}, violations: "throw", common: () => GIVEN });
  expect(trackPaid(ANN, { amount: 3 })).toBe(false);
  expect(stats().refused).toEqual({ tracking_off: 1 });
});

test("on a host without AsyncLocalStorage, withCommon runs its function, and the log says that it has no effect", async () => {
  const place = Symbol.for("tracking-plan/common-values/1");
  const kept = Reflect.get(globalThis, place) as unknown;
  Reflect.deleteProperty(globalThis, place);
  takeModulesAway();
  vi.resetModules();
  // Of its own: that something was given for nothing is remembered for good.
  const fresh = (await import("../../../src/runtime/index.ts")) as typeof runtime;
  try {
    const lines: string[] = [];
    const tracker = fresh.createTracker(plan, { disabled: true, log: (line) => lines.push(line) });
    const track = (): boolean => trackPaid(ANN, { amount: 3, ...GIVEN }, { tracker });
    expect(fresh.withCommon(plan, { region: "us" }, () => [track(), track()])).toEqual([false, false]);
    expect(tracker.stats()).toMatchObject({ common: { failed: 0 }, refused: { tracking_off: 2 } });
    expect(lines.filter((line) => line.includes("withCommon"))).toEqual([
      "[tracking-plan] This host has no AsyncLocalStorage, so withCommon() of bundles has no effect. Use tracker.with() instead.",
    ]);
  } finally {
    Reflect.set(globalThis, place, kept);
    vi.resetModules();
  }
});

test("on a host that has AsyncLocalStorage among its globals alone, it is used", async () => {
  const place = Symbol.for("tracking-plan/common-values/1");
  const kept = Reflect.get(globalThis, place) as unknown;
  Reflect.deleteProperty(globalThis, place);
  takeModulesAway();
  vi.stubGlobal("AsyncLocalStorage", AsyncLocalStorage);
  try {
    const tracker = createTestTracker(plan);
    withCommon(GIVEN, () => trackPaid(ANN, { amount: 3 }, { tracker }));
    expect(tracker.events[0]?.properties).toEqual({ ...FIXED, ...GIVEN });
  } finally {
    Reflect.set(globalThis, place, kept);
  }
});
