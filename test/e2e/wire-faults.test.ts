import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Answer, ReceivedRequest } from "../../src/endpoint/received.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { track } from "../../src/runtime/calls.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import type { TrackerOptions } from "../../src/runtime/options.ts";
import type { Delivery, Loss } from "../../src/runtime/stats.ts";
import type { Tracker } from "../../src/runtime/tracker.ts";
import { messageCounts } from "../support/message-counts.ts";
import { ANN, orderShipped, plan, signedUp } from "../support/shop-plan.ts";

/** The real posthog-node, with both of its transports, against a server that does not take the events. */

type Intercept = (request: ReceivedRequest, take: () => Answer) => Answer | undefined | Promise<Answer>;

let endpoint: PostHogEndpoint;
let tracker: Tracker;
let lines: string[];
let losses: Loss[];
let deliveries: Delivery[];

/** The first requests get these answers, in this order; the others are taken. */
function inTurn(...answers: readonly (Answer | Promise<Answer>)[]): Intercept {
  const left = [...answers];
  return () => left.shift() as Answer | undefined;
}

async function start(intercept: Intercept, options: TrackerOptions = {}): Promise<void> {
  endpoint = await startPostHogEndpoint({ intercept });
  tracker = createTracker(plan, {
    apiKey: "phc_x",
    host: endpoint.url,
    log: (line) => lines.push(line),
    onLoss: (loss) => losses.push(loss),
    onDelivery: (delivery) => deliveries.push(delivery),
    ...options,
  });
}

beforeEach(() => {
  [lines, losses, deliveries] = [[], [], []];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await tracker.shutdown({ timeoutMs: 0 });
  await endpoint.close();
});

function trackOrders(count: number): void {
  for (let order = 0; order < count; order += 1) {
    tracker.track(orderShipped, ANN, { note: `order ${order}` });
  }
}

const notesOf = (messages: readonly (Delivery | Loss)[]): readonly unknown[] =>
  messages.map(({ message }) => message.properties["note"]);

test("ready loads posthog-node before the first event", async () => {
  await start(inTurn());
  expect(await tracker.ready()).toBe(true);
  trackOrders(1);
  expect(await tracker.flush()).toMatchObject({ accepted: 1, delivered: 1 });
  expect(endpoint.events).toHaveLength(1);
});

describe.each([
  ["v0", "/batch/"],
  ["v1", "/i/v1/analytics/events"],
])("over posthog-node's transport %s", (mode, path) => {
  beforeEach(() => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
  });

  const advice: Readonly<Record<number, string>> = {
    301: "The host redirects, and events are lost in a redirected request. Set POSTHOG_HOST to the ingestion host.",
    401: "PostHog does not know the key, or the key belongs to another region. Check POSTHOG_API_KEY and POSTHOG_HOST.",
  };

  test.each([301, 401])("%i loses the events, and its likely cause is said once", async (status) => {
    await start(inTurn({ status, headers: { location: "/elsewhere" } }));
    trackOrders(3);
    expect(await tracker.flush()).toMatchObject({ accepted: 3, lost: 3 });
    expect(tracker.stats().events).toEqual(
      messageCounts({
        accepted: 3,
        lost: 3,
        lostBy: { [`http_${status}`]: 3 },
        undelivered: { order_shipped: 3 },
      }),
    );
    expect(lines).toEqual([
      `[tracking-plan] order_shipped was lost: http_${status}. ${advice[status]} Repeats are counted, not logged.`,
    ]);
    expect(notesOf(losses)).toEqual(["order 0", "order 1", "order 2"]);
    expect(endpoint.requests.map((request) => request.path)).toEqual([path]);
  });

  test("a redirect to another origin is not followed, and is named", async () => {
    await start(inTurn({ status: 302, headers: { location: "https://eu.i.posthog.com/x" } }));
    trackOrders(1);
    await tracker.flush();
    expect(lines[0]).toBe(
      "[tracking-plan] The host redirects to https://eu.i.posthog.com, which is not followed: set POSTHOG_HOST to the ingestion host.",
    );
    expect(endpoint.requests.map(({ method }) => method)).toEqual(["POST"]);
  });

  test("a 400 for one event of twenty loses that event", async () => {
    await start(({ body }) =>
      JSON.stringify(body).includes('"order 7"') ? { status: 400, body: "no" } : undefined,
    );
    trackOrders(20);
    expect(await tracker.flush()).toMatchObject({ accepted: 20, delivered: 19, lost: 1 });
    expect(losses).toMatchObject([{ message: { properties: { note: "order 7" } }, reason: "http_400" }]);
    expect(endpoint.events).toHaveLength(19);
    expect(lines).toHaveLength(1);
  });

  test("a request that is too large is halved until it fits", async () => {
    await start(inTurn({ status: 413 }));
    trackOrders(4);
    await tracker.flush();
    expect(endpoint.requests).toHaveLength(3);
    expect(tracker.stats().events).toEqual(messageCounts({ accepted: 4, delivered: 4, retried: 4 }));
  });

  test.each([408, 429, 500, 503])("after %i the events are sent again", async (status) => {
    await start(inTurn({ status }));
    trackOrders(2);
    expect(await tracker.flush()).toMatchObject({ accepted: 2, delivered: 2 });
    expect(endpoint.requests).toHaveLength(2);
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([2, 2]);
    expect(lines).toEqual([
      `[tracking-plan] PostHog answered ${status}. The events stay queued and are sent again.`,
    ]);
  });

  test("a connection that breaks off is tried again under the same uuid and timestamp", async () => {
    let requests = 0;
    await start((_request, take) => {
      requests += 1;
      if (requests > 1) return undefined;
      take();
      return Promise.reject(new Error("the endpoint destroys the connection"));
    });
    trackOrders(1);
    expect(await tracker.flush()).toMatchObject({ accepted: 1, delivered: 1 });
    const identities = endpoint.events.map(({ event, uuid, timestamp }) => ({ event, uuid, timestamp }));
    expect(identities).toEqual([identities[0], identities[0]]);
  });

  test("an answer that is no answer of PostHog's leaves the events unknown", async () => {
    await start(inTurn({ status: 200, body: "<html>Welcome to the hotel</html>" }));
    trackOrders(1);
    expect(await tracker.flush()).toMatchObject({ accepted: 1, unknown: 1 });
    expect(losses).toMatchObject([{ reason: "unknown_answer", mayHaveArrived: true }]);
    expect(lines[0]).toContain("order_shipped may be lost: unknown_answer.");
  });

  test("what cannot be sent before the time for shutting down is over is reported", async () => {
    await start(() => new Promise<never>(() => {}), { flushAt: 2 });
    trackOrders(2);
    await expect.poll(() => endpoint.requests).toHaveLength(1);
    expect(await tracker.shutdown({ timeoutMs: 300 })).toEqual(
      messageCounts({ accepted: 2, unknown: 2, undelivered: { order_shipped: 2 } }),
    );
    expect(lines).toEqual([
      "[tracking-plan] 2 of 2 messages were not delivered: unknown 2 (order_shipped 2).",
    ]);
    expect(endpoint.events).toEqual([]);
  });
});

describe("capture v1", () => {
  test("a dropped event is lost alone, and one to be repeated is sent alone", async () => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", "v1");
    let requests = 0;
    await start(({ body }) => {
      requests += 1;
      if (requests > 1) return undefined;
      const { batch } = body as { readonly batch: readonly { readonly uuid: string }[] };
      const words = ["ok", "drop", "retry", "warning"];
      const results = Object.fromEntries(batch.map(({ uuid }, index) => [uuid, { result: words[index] }]));
      return { status: 200, body: { results } };
    });
    trackOrders(4);
    expect(await tracker.flush()).toMatchObject({ accepted: 4, delivered: 3, lost: 1 });
    expect(notesOf(deliveries)).toEqual(["order 0", "order 3", "order 2"]);
    expect(losses).toMatchObject([
      { message: { properties: { note: "order 1" } }, reason: "dropped_by_posthog" },
    ]);
  });
});

describe("a burst", () => {
  test("that is larger than posthog-node's queue arrives whole", async () => {
    await start(inTurn());
    trackOrders(12_000);
    expect(await tracker.flush({ timeoutMs: 240_000 })).toMatchObject({
      accepted: 12_000,
      delivered: 12_000,
    });
    expect(endpoint.events).toHaveLength(12_000);
    expect(tracker.stats().refused).toEqual({});
  });

  test("is refused from the bound on, by number or by weight, and never dropped in silence", async () => {
    await start(inTurn(), { maxQueueMessages: 10 });
    trackOrders(11);
    expect(tracker.stats()).toMatchObject({
      refused: { queue_full: 1 },
      events: { accepted: 10, queued: 10 },
    });
    await tracker.flush();
    trackOrders(1);
    expect(tracker.stats()).toMatchObject({ refused: { queue_full: 1 }, events: { accepted: 11 } });

    const small = createTracker(plan, {
      apiKey: "phc_x",
      host: endpoint.url,
      log: () => {},
      maxQueueBytes: 600,
    });
    const accepted = ["a", "b", "c", "d"].map((note) =>
      small.track(orderShipped, ANN, { note: note.repeat(20) }),
    );
    expect(accepted).toEqual([true, true, false, false]);
    expect(small.stats().waitingBytes).toBeLessThanOrEqual(600);
    await small.shutdown();
    expect(small.stats()).toMatchObject({ waitingBytes: 0, events: { delivered: 2 } });
  });

  test("is held back by waitForCapacity() until there is room", async () => {
    await start(inTurn(), { maxQueueMessages: 100 });
    let refused = 0;
    for (let order = 0; order < 1000; order += 1) {
      if (!tracker.track(orderShipped, ANN, {})) refused += 1;
      expect(await tracker.waitForCapacity()).toBe(true);
    }
    await tracker.flush();
    expect([refused, tracker.stats().events.delivered]).toEqual([0, 1000]);
  });

  test("finds no room in time while the server is out, nor is it held up by a tracker that is closed", async () => {
    await start(() => ({ status: 503 }), { maxQueueMessages: 10 });
    trackOrders(10);
    expect(await tracker.waitForCapacity({ timeoutMs: 50 })).toBe(false);
    const waiting = tracker.waitForCapacity();
    void tracker.shutdown({ timeoutMs: 50 });
    expect(await waiting).toBe(true);
  });
});

test("with waitUntil, each group of events keeps the invocation alive until it was sent", async () => {
  const promises: Promise<void>[] = [];
  await start(inTurn(), { waitUntil: (promise) => void promises.push(promise) });
  trackOrders(3);
  expect(promises).toHaveLength(1);
  await Promise.all(promises);
  expect(endpoint.events).toHaveLength(3);
  trackOrders(1);
  expect(promises).toHaveLength(2);
  await Promise.all(promises);
  expect(endpoint.events).toHaveLength(4);
});

test("a waitUntil that throws, as outside of a request, harms nothing", async () => {
  await start(inTurn(), {
    waitUntil: () => {
      throw new Error("no request");
    },
  });
  trackOrders(1);
  await tracker.flush();
  expect(endpoint.events).toHaveLength(1);
  expect(lines).toEqual(["[tracking-plan] waitUntil threw an error, which was ignored."]);
});

test.each(["v0", "v1"])("a tracker that imports old records says so in its requests, %s", async (mode) => {
  vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
  const said: unknown[] = [];
  const note: Intercept = ({ body }) => {
    said.push((body as { readonly historical_migration?: unknown }).historical_migration);
    return undefined;
  };
  await start(note, { historicalMigration: true });
  trackOrders(1);
  expect(await tracker.flush()).toMatchObject({ delivered: 1 });
  expect(said).toEqual([true]);
});

test.each(["v0", "v1"])(
  "compression can be turned off, and the place of the server left in, %s",
  async (mode) => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
    const encodings: unknown[] = [];
    const note: Intercept = ({ headers }) => {
      encodings.push(headers["content-encoding"]);
      return undefined;
    };
    await start(note, { disableCompression: true, disableGeoip: false });
    trackOrders(1);
    expect(await tracker.flush()).toMatchObject({ delivered: 1 });
    expect(encodings).toEqual([undefined]);
    expect(endpoint.events[0]?.properties).not.toHaveProperty("$geoip_disable");
  },
);

test.each(["v0", "v1"])("without those options requests are zipped and carry no place, %s", async (mode) => {
  vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
  const encodings: unknown[] = [];
  const note: Intercept = ({ headers }) => {
    encodings.push(headers["content-encoding"]);
    return undefined;
  };
  await start(note);
  trackOrders(1);
  expect(await tracker.flush()).toMatchObject({ delivered: 1 });
  expect(encodings).toEqual(["gzip"]);
  expect(endpoint.events[0]?.properties).toMatchObject({ $geoip_disable: true });
});

test.each([false, true])(
  "attempts at one request of v1 are known as such, disableCompression: %j",
  async (off) => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", "v1");
    const seen: { readonly attempt: unknown; readonly id: unknown; readonly createdAt: unknown }[] = [];
    await start(
      ({ headers, body }) => {
        seen.push({
          attempt: headers["posthog-attempt"],
          id: headers["posthog-request-id"],
          createdAt: (body as { readonly created_at?: unknown }).created_at,
        });
        return seen.length === 1 ? { status: 503 } : undefined;
      },
      { disableCompression: off },
    );
    trackOrders(2);
    expect(await tracker.flush()).toMatchObject({ delivered: 2 });
    trackOrders(1);
    expect(await tracker.flush()).toMatchObject({ delivered: 1 });
    expect(seen.map(({ attempt }) => attempt)).toEqual(["1", "2", "1"]);
    const [first, second, other] = seen;
    expect({ ...second, attempt: "1" }).toEqual(first);
    expect(other?.id).not.toBe(first?.id);
    expect(first?.createdAt).toEqual(expect.any(String));
  },
);

test("the flags that a person saw go with the event, and one at fault is named", async () => {
  await start(inTurn());
  const flags = { "new-checkout": "test", "old-menu": false, broken: "" };
  expect(track(signedUp, ANN, {}, { tracker, flags, timestamp: new Date() })).toBe(true);
  expect(await tracker.flush()).toMatchObject({ delivered: 1 });
  expect(endpoint.events.map(({ properties }) => properties)).toEqual([
    expect.objectContaining({
      "$feature/new-checkout": "test",
      "$feature/old-menu": false,
      $active_feature_flags: ["new-checkout"],
      plan_violations: ["options.flags: not_a_variant"],
    }),
  ]);
});
