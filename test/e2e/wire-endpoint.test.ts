import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";

/** The server that the demo and the tests of the wire stand on refuses what PostHog refuses. */

const GOOD = {
  event: "signed_in",
  distinct_id: "ann",
  properties: { a: 1 },
  timestamp: "2026-01-01T00:00:00.000Z",
  uuid: "11111111-2222-4333-8444-555555555555",
};

let endpoint: PostHogEndpoint;

beforeEach(async () => {
  endpoint = await startPostHogEndpoint();
});

afterEach(async () => {
  await endpoint.close();
});

async function post(path: string, body: unknown): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(endpoint.url + path, { method: "POST", body: text });
  return response.status;
}

function batchOf(...batch: readonly unknown[]): unknown {
  return { api_key: "phc_x", batch };
}

test("a good event is taken and remembered", async () => {
  expect(await post("/batch/", batchOf(GOOD))).toBe(200);
  expect(endpoint.events).toEqual([
    {
      event: "signed_in",
      distinctId: "ann",
      properties: { a: 1 },
      raw: GOOD,
      accepted: true,
      timestamp: GOOD.timestamp,
      uuid: GOOD.uuid,
      receivedAt: expect.any(Date) as unknown,
    },
  ]);
  expect(endpoint.requests).toMatchObject([{ method: "POST", path: "/batch/", body: batchOf(GOOD) }]);
});

test("gzip is told by its bytes, without a header", async () => {
  const body = new Uint8Array(gzipSync(JSON.stringify(batchOf(GOOD))));
  const response = await fetch(`${endpoint.url}/batch/`, { method: "POST", body });
  expect(response.status).toBe(200);
  expect(endpoint.events).toHaveLength(1);
});

test("the id may stand among the properties", async () => {
  const { distinct_id: id, ...rest } = GOOD;
  await post("/batch/", batchOf({ ...rest, properties: { distinct_id: id } }));
  expect(endpoint.events).toMatchObject([{ distinctId: "ann", accepted: true }]);
});

test.each([
  ["no name", { event: "" }, "the event has no name"],
  ["a name that is no string", { event: 5 }, "the event has no name"],
  ["no id", { distinct_id: "" }, "the event has no distinct_id"],
  ["null for an id", { distinct_id: null }, "the event has no distinct_id"],
  ["a number for a timestamp", { timestamp: 1_767_225_600 }, "the timestamp is not a string"],
  ["a bad uuid", { uuid: "evt_1" }, "the uuid is not a uuid"],
])("an event with %s costs its whole request", async (_name, fault, reason) => {
  expect(await post("/batch/", batchOf(GOOD, { ...GOOD, ...fault }))).toBe(400);
  expect(endpoint.events.map(({ accepted, reason: why }) => [accepted, why])).toEqual([
    [false, "another event of its request was refused"],
    [false, reason],
  ]);
});

test("events and requests may be too large", async () => {
  const large = { ...GOOD, properties: { a: "x".repeat(1_000_000) } };
  expect(await post("/batch/", batchOf(large))).toBe(413);
  expect(endpoint.events).toMatchObject([{ accepted: false, reason: "the event is larger than 1 MB" }]);
  const many = Array.from({ length: 30 }, () => ({ ...GOOD, properties: { a: "x".repeat(900_000) } }));
  expect(await post("/batch/", batchOf(...many))).toBe(413);
});

test.each([
  ["no JSON", "nonsense", 400],
  ["no key", { batch: [GOOD] }, 400],
  ["an empty key", { api_key: " ", batch: [GOOD] }, 401],
  ["no batch", { api_key: "phc_x" }, 400],
  ["an empty batch", { api_key: "phc_x", batch: [] }, 400],
])("a request with %s is refused", async (_name, body, status) => {
  expect(await post("/batch/", body)).toBe(status);
  expect(endpoint.events.filter(({ accepted }) => accepted)).toEqual([]);
});

test.each(["/flags/?v=2", "/decide/", "/array/phc_x/config", "/anything"])(
  "%s is answered, and harmless",
  async (path) => {
    expect(await post(path, { token: "phc_x" })).toBe(200);
    expect(endpoint.events).toEqual([]);
  },
);

test("events at a path that it does not know are not taken", async () => {
  expect(await post("/i/v0/ai", batchOf(GOOD))).toBe(404);
  expect(endpoint.events).toEqual([]);
});
