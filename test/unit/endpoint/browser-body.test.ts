import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";

const UUID = "0197b7a0-0000-7000-8000-000000000001";
const EVENT = {
  uuid: UUID,
  event: "clicked",
  properties: { token: "phc_test", distinct_id: "user_1", $set: { plan: "free", city: "Oslo" } },
  $set: { plan: "pro" },
  $set_once: { source: "ad" },
  timestamp: "2026-11-23T12:00:00.000Z",
};
const ENVELOPE = { api_key: "phc_test", batch: [EVENT], sent_at: "2026-11-23T12:00:01.000Z" };
const READ = {
  event: "clicked",
  distinctId: "user_1",
  uuid: UUID,
  properties: {
    token: "phc_test",
    distinct_id: "user_1",
    $set: { plan: "pro", city: "Oslo" },
    $set_once: { source: "ad" },
  },
  timestamp: "2026-11-23T12:00:00.000Z",
  sentAt: "2026-11-23T12:00:01.000Z",
  receivedAt: expect.any(Date),
  raw: EVENT,
  accepted: true,
};
const { sentAt: _sentAt, ...READ_WITHOUT_ENVELOPE } = READ;

let endpoint: PostHogEndpoint;
beforeEach(async () => {
  endpoint = await startPostHogEndpoint();
});
afterEach(() => endpoint.close());

async function post(path: string, body: string | Buffer, type: string): Promise<number> {
  const response = await fetch(endpoint.url + path, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return response.status;
}

const json = JSON.stringify(ENVELOPE);
const base64 = Buffer.from(json).toString("base64");

describe("what posthog-js posts", () => {
  it.each([
    ["gzip bytes that call themselves text/plain", "text/plain", gzipSync(json)],
    ["a form with base64", "application/x-www-form-urlencoded", `data=${encodeURIComponent(base64)}`],
    ["base64 alone", "text/plain", base64],
    ["base64 of gzip", "text/plain", gzipSync(json).toString("base64")],
    ["JSON", "application/json", json],
  ])("is read from %s", async (_, type, body) => {
    expect(await post("/e/", body, type)).toBe(200);
    expect(endpoint.events).toEqual([READ]);
  });

  it.each(["/e", "/i/v0/e/", "/capture/", "/track/"])("is taken at %s, too", async (path) => {
    expect(await post(path, json, "application/json")).toBe(200);
    expect(endpoint.events).toEqual([READ]);
  });

  it.each([
    ["one event", EVENT],
    ["a list of events", [EVENT]],
  ])("may be %s without an envelope", async (_, body) => {
    expect(await post("/e/", JSON.stringify(body), "application/json")).toBe(200);
    expect(endpoint.events).toEqual([READ_WITHOUT_ENVELOPE]);
  });

  it.each([
    ["neither gzip, base64 nor JSON", "%%%", 400],
    ["gzip that breaks off", gzipSync(json).subarray(0, 40), 400],
    ["without a key", JSON.stringify({ ...ENVELOPE, api_key: "" }), 401],
    ["without an id", JSON.stringify({ ...ENVELOPE, batch: [{ ...EVENT, properties: {} }] }), 400],
  ])("is refused when it is %s", async (_, body, status) => {
    expect(await post("/e/", body, "text/plain")).toBe(status);
    expect(endpoint.events.filter((event) => event.accepted)).toEqual([]);
  });
});

describe("pages of another origin", () => {
  it("may ask before they send, and may read the answer", async () => {
    const preflight = await fetch(`${endpoint.url}/e/`, { method: "OPTIONS" });
    const answer = await fetch(`${endpoint.url}/e/`, { method: "POST", body: json });
    expect([preflight.status, answer.status]).toEqual([204, 200]);
    for (const response of [preflight, answer]) {
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
    }
    expect(endpoint.events).toHaveLength(1);
  });
});
