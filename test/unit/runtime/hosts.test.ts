import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { configureTracking, createTracker, sharedTracker } from "../../../src/runtime/create-tracker.ts";
import type { TrackerOptions } from "../../../src/runtime/options.ts";
import { PlanTracker } from "../../../src/runtime/plan-tracker.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";
import { plan } from "../../support/shop-plan.ts";

/** Hosts that lack parts of Node, and tests that fake the clock. */

const USER = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const ok: typeof fetch = () => Promise.resolve(new Response('{"status":"Ok"}'));
const OPTIONS: TrackerOptions = { apiKey: "phc_x", host: "http://127.0.0.1:9", log: () => {}, fetch: ok };

const identify = (tracker: Tracker): boolean => tracker.identify(plan, USER, { plan: "pro" });

afterEach(() => {
  vi.useRealTimers();
});

describe.each([
  ["has no process", undefined],
  [
    "has a process whose listeners cannot be read",
    {
      env: {},
      get on(): never {
        throw new Error("not on the edge");
      },
    },
  ],
  [
    "has a process that lets nobody listen",
    {
      env: {},
      listenerCount: () => 0,
      listeners: () => [],
      on: () => {},
      prependListener: () => {
        throw new Error("not on the edge");
      },
    },
  ],
])("a host that %s", (_name, stub) => {
  /** Vitest needs the process as soon as this turn is over. */
  function onHost<T>(work: () => T): T {
    vi.stubGlobal("process", stub);
    try {
      return work();
    } finally {
      vi.unstubAllGlobals();
    }
  }

  test("takes each call once: what returns true is sent", async () => {
    const { tracker, results } = onHost(() => {
      const made = createTracker(plan, OPTIONS);
      return { tracker: made, results: Array.from({ length: 5 }, () => identify(made)) };
    });
    const { refused, events } = tracker.stats();
    expect({ results, refused, accepted: events.accepted }).toEqual({
      results: [true, true, true, true, true],
      refused: {},
      accepted: 5,
    });
    expect(await tracker.flush()).toMatchObject({ accepted: 5, delivered: 5 });
    await tracker.shutdown();
  });

  test("reads no environment, and lets tracking be off", () => {
    const state = onHost(() => {
      const tracker = createTracker(plan, { log: () => {} });
      return [identify(tracker), tracker.stats().state];
    });
    expect(state).toEqual([false, "off"]);
  });
});

test("fake timers do not keep flush and shutdown waiting", async () => {
  vi.useFakeTimers();
  const tracker = createTracker(plan, OPTIONS);
  identify(tracker);
  expect(await tracker.flush({ timeoutMs: 60_000 })).toMatchObject({ accepted: 1, delivered: 1 });
  identify(tracker);
  expect(await tracker.shutdown({ timeoutMs: 60_000 })).toMatchObject({ accepted: 2, delivered: 2 });
});

test("under fake timers, flush and shutdown end when their time is over", async () => {
  vi.useFakeTimers();
  let requests = 0;
  const hang: typeof fetch = () => {
    requests += 1;
    return new Promise(() => {});
  };
  const tracker = createTracker(plan, { ...OPTIONS, fetch: hang });
  identify(tracker);
  expect(await tracker.flush({ timeoutMs: 20 })).toMatchObject({ accepted: 1, delivered: 0 });
  await expect.poll(() => requests).toBe(1);
  expect(await tracker.shutdown({ timeoutMs: 20 })).toMatchObject({ accepted: 1, unknown: 1 });
});

test("a wall clock that goes back does not stop delivery", async () => {
  let requests = 0;
  const answer: typeof fetch = () => {
    requests += 1;
    return Promise.resolve(new Response('{"status":"Ok"}', { status: requests === 1 ? 503 : 200 }));
  };
  const tracker = createTracker(plan, { ...OPTIONS, fetch: answer, flushAt: 1 });
  identify(tracker);
  await expect.poll(() => requests).toBe(1);
  const real = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => real() - 60_000);
  expect(await tracker.flush({ timeoutMs: 60_000 })).toMatchObject({ accepted: 1, delivered: 1 });
  vi.restoreAllMocks();
  await tracker.shutdown();
});

test("a replaced tracker is let go once it has ended, and its events stay in the report", async () => {
  let shutdowns = 0;
  configureTracking(plan, OPTIONS);
  const first = sharedTracker(plan);
  const shutdown = first.shutdown.bind(first);
  first.shutdown = (options) => {
    shutdowns += 1;
    return shutdown(options);
  };
  identify(first);
  configureTracking(plan, OPTIONS);
  await expect.poll(() => first.stats().events.delivered).toBe(1);
  await first.shutdown();
  const before = shutdowns;
  const second = sharedTracker(plan);
  identify(second);
  expect(await second.shutdown()).toMatchObject({ accepted: 2, delivered: 2 });
  // It was not asked again: nothing leads to it any more.
  expect(shutdowns).toBe(before);
});

/** Runs work while something has added an enumerable property to every object. */
function withAddition<T>(work: () => T): T {
  // oxlint-disable-next-line no-extend-native -- Some library does; what follows from it is what is tested.
  Object.defineProperty(Object.prototype, "extra", { value: 1, enumerable: true, configurable: true });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(Object.prototype, "extra");
  }
}

test("an addition to Object.prototype is no property of an event", async () => {
  const tracker = createTracker(plan, { ...OPTIONS, violations: "refuse" });
  expect(identify(tracker)).toBe(true);
  expect(withAddition(() => identify(tracker))).toBe(true);
  expect(await tracker.shutdown()).toMatchObject({ accepted: 2, delivered: 2 });
});

test("an addition to Object.prototype is no setting", async () => {
  const elsewhere = vi.fn<typeof fetch>(ok);
  const additions = {
    apiKey: "phc_other",
    host: "http://127.0.0.1:7",
    fetch: elsewhere,
    beforeSend: () => null,
    disabled: true,
    waitUntil: elsewhere,
    POSTHOG_API_KEY: "phc_other",
    POSTHOG_HOST: "http://127.0.0.1:7",
    POSTHOG_DISABLED: "true",
    TRACKING_PLAN_HASH_KEY: "x".repeat(32),
  };
  const descriptors = Object.getOwnPropertyDescriptors(additions);
  const within = <T>(work: () => T): T => {
    for (const [name, { value }] of Object.entries(descriptors)) {
      // oxlint-disable-next-line no-extend-native -- As somebody who can make a request with `__proto__` does.
      Object.defineProperty(Object.prototype, name, { value, configurable: true });
    }
    try {
      return work();
    } finally {
      for (const name of Object.keys(additions)) Reflect.deleteProperty(Object.prototype, name);
    }
  };
  const tracker = within(() => createTracker(plan, OPTIONS));
  expect(within(() => identify(tracker))).toBe(true);
  expect(await tracker.shutdown()).toMatchObject({ accepted: 1, delivered: 1 });
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  expect(within(() => createTracker(plan, { log, personalData: "hash" })).stats().state).toBe("off");
  expect(lines.join("\n")).toMatch(/TRACKING_PLAN_HASH_KEY is not set[\s\S]*POSTHOG_API_KEY is not set/u);
  expect(within(() => createTracker(plan)).stats().state).toBe("off");
  expect(elsewhere).not.toHaveBeenCalled();
});

test("of a hundred trackers that were configured one after the other, one is left", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const made: WeakRef<Tracker>[] = [];
  for (let count = 0; count < 100; count += 1) {
    configureTracking(plan, OPTIONS);
    const tracker = sharedTracker(plan);
    identify(tracker);
    made.push(new WeakRef(tracker));
  }
  await sharedTracker(plan).shutdown();
  const alive = (): number => {
    collect();
    return made.filter((tracker) => tracker.deref() !== undefined).length;
  };
  await expect.poll(alive).toBeLessThanOrEqual(2);
});

test("a thousand trackers that are configured in one turn are each shut down once", async () => {
  const shutdown = vi.spyOn(PlanTracker.prototype, "shutdown");
  for (let count = 0; count < 1000; count += 1) {
    configureTracking(plan, OPTIONS);
    identify(sharedTracker(plan));
  }
  // By its successor: when that one begins, and when it is replaced itself.
  expect(shutdown.mock.calls.length).toBeLessThanOrEqual(2000);
  expect(await sharedTracker(plan).shutdown()).toMatchObject({ accepted: 1000, delivered: 1000 });
  shutdown.mockRestore();
}, 30_000);

test("an enumerable addition to Object.prototype is named where it makes a call fail", () => {
  const refusals: string[] = [];
  const tracker = createTracker(plan, { ...OPTIONS, onRefused: ({ detail }) => refusals.push(detail) });
  const broken = {
    ...plan,
    get person(): never {
      throw new TypeError("broken by the addition");
    },
  };
  withAddition(() => tracker.identify(broken, USER, {}));
  expect(refusals).toEqual([
    "the tracker failed with TypeError; something added the enumerable property extra to Object.prototype",
  ]);
});
