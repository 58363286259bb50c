import { gzipSync } from "node:zlib";
import lzString from "lz-string";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { compressRun } from "../../support/lz-run.ts";

const UUID = "0197b7a0-0000-7000-8000-000000000001";
const EVENT = {
  uuid: UUID,
  event: "clicked",
  properties: { token: "phc_test", distinct_id: "user_1", $set: { plan: "free", city: "Oslo" } },
  $set: { plan: "pro" },
  $set_once: { source: "ad" },
  timestamp: "2026-11-23T12:00:00.000Z",
};
const lz = lzString.compressToBase64;
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
const base64 = toBase64(json);
const FORM = "application/x-www-form-urlencoded";

function toBase64(data: string | Uint8Array): string {
  return Buffer.from(data).toString("base64");
}

function form(data: string, rest: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ ver: "1.2.3", ...rest, data }).toString();
}

describe("what SDKs post", () => {
  it.each<[form: string, query: string, type: string, body: string | Buffer]>([
    ["JSON", "", "application/json", json],
    ["JSON that calls itself something else", "?compression=gzip-js", "text/plain", `\n ${json}\n`],
    ["gzip bytes that call themselves text/plain", "", "text/plain", gzipSync(json)],
    ["gzip bytes with a hint", "?compression=gzip-js&ver=1.2.3", "text/plain", gzipSync(json)],
    ["gzip bytes that call themselves a form", "?compression=gzip-js", FORM, gzipSync(json)],
    ["base64 alone", "", "text/plain", base64],
    ["base64 with a hint", "?compression=base64", "application/json", base64],
    ["base64 with a line end", "", "text/plain", `${base64}\n`],
    ["base64 of gzip", "", "text/plain", toBase64(gzipSync(json))],
    ["base64 of base64", "", "text/plain", toBase64(base64)],
    ["gzip of a form with base64", "", FORM, gzipSync(form(base64))],
    ["a form with base64", "", FORM, form(base64)],
    ["a form with base64 whose signs are not escaped", "", FORM, `data=${base64}`],
    ["a form with base64 behind other fields", "", FORM, `ip=1&_=5&data=${encodeURIComponent(base64)}`],
    ["a form with JSON", "", FORM, form(json)],
    ["a form that says that its data is lz-string", "", FORM, form(lz(json), { compression: "lz64" })],
    ["a form with lz-string and a hint", "?compression=lz64", FORM, form(lz(json))],
    ["lz-string with a hint", "?compression=lz-string", "text/plain", lz(json)],
  ])("is read from %s", async (_, query, type, body) => {
    expect(await post(`/e/${query}`, body, type)).toBe(200);
    expect(endpoint.events).toEqual([READ]);
  });

  it.each([
    ["JSON", json, {}],
    ["base64", base64, { compression: "base64" }],
    ["lz-string", lz(json), { compression: "lz64" }],
  ])("may be %s in the query of a GET", async (_, data, rest) => {
    const response = await fetch(`${endpoint.url}/e/?${form(data, rest)}`);
    expect(response.status).toBe(200);
    expect(endpoint.events).toEqual([READ]);
  });

  it("keeps the pluses of base64, which a form has as spaces", async () => {
    const properties = { ...EVENT.properties, mark: "~~>>??" };
    const text = JSON.stringify({ ...ENVELOPE, batch: [{ ...EVENT, properties }] });
    expect(toBase64(text)).toContain("+");
    await post("/e/", `data=${toBase64(text)}`, FORM);
    expect(endpoint.events).toMatchObject([{ properties: { mark: "~~>>??" } }]);
  });

  it.each(["/e", "/i/v0/e/", "/capture/", "/track/", "/engage", "/batch"])(
    "is taken at %s, too",
    async (path) => {
      expect(await post(path, json, "application/json")).toBe(200);
      expect(endpoint.events).toEqual([READ]);
    },
  );

  it.each([
    ["one event", EVENT],
    ["a list of events", [EVENT]],
  ])("may be %s without an envelope", async (_, body) => {
    expect(await post("/e/", JSON.stringify(body), "application/json")).toBe(200);
    expect(endpoint.events).toEqual([READ_WITHOUT_ENVELOPE]);
  });

  it.each([
    ["empty", "", 400],
    ["neither gzip, base64 nor JSON", "%%%", 400],
    ["base64 of anything", toBase64("anything"), 400],
    ["not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400],
    ["a form without data", "ip=1&_=5", 400],
    ["wrapped too often", [1, 2, 3, 4, 5].reduce((text) => toBase64(text), json), 400],
    ["gzip that breaks off", gzipSync(json).subarray(0, 40), 400],
    ["gzip of more than 20 MB", gzipSync(Buffer.alloc(21 * 1024 * 1024, "[")), 413],
    ["lz-string of more than 20 MB", form(compressRun("[", 21 * 1024 * 1024), { compression: "lz64" }), 413],
    ["lz-string that breaks off", form(lz(json).slice(0, 40), { compression: "lz64" }), 400],
    ["without a key", JSON.stringify({ ...ENVELOPE, api_key: "" }), 401],
    ["without an id", JSON.stringify({ ...ENVELOPE, batch: [{ ...EVENT, properties: {} }] }), 400],
  ])("is refused when it is %s", async (_, body, status) => {
    expect(await post("/e/", body, "text/plain")).toBe(status);
    expect(endpoint.events.filter((event) => event.accepted)).toEqual([]);
  });
});

describe("when it was sent", () => {
  it.each([
    ["the query in milliseconds", "?_=1779192302325", [EVENT], "2026-05-19T12:05:02.325Z"],
    ["not the query in seconds", "?_=1779192302", [EVENT], undefined],
    ["not the query in words", "?_=now", [EVENT], undefined],
    ["the envelope", "?_=1779192302325", ENVELOPE, ENVELOPE.sent_at],
    [
      "the query where the envelope has no time",
      "?_=1779192302325",
      { ...ENVELOPE, sent_at: "soon" },
      "2026-05-19T12:05:02.325Z",
    ],
  ])("says %s", async (_, query, body, expected) => {
    await post(`/e/${query}`, JSON.stringify(body), "application/json");
    expect(endpoint.events[0]?.sentAt).toBe(expected);
  });
});

describe("a beacon", () => {
  it("is answered without content", async () => {
    expect(await post("/e/?beacon=1", json, "text/plain")).toBe(204);
    expect(endpoint.events).toHaveLength(1);
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
