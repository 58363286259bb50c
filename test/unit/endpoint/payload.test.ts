import { gzipSync } from "node:zlib";
import lzString from "lz-string";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodePayload } from "../../../src/endpoint/payload.ts";
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
    ["JSON that calls itself something else", "?compression=lz5", "text/plain", `\n ${json}\n`],
    ["JSON that calls itself base64", "?compression=b64", "text/plain", json],
    ["gzip bytes that call themselves text/plain", "", "text/plain", gzipSync(json)],
    ["gzip bytes with a hint", "?compression=gzip-js&ver=1.2.3", "text/plain", gzipSync(json)],
    ["gzip bytes with a hint in capitals", "?compression=GZIP", "", gzipSync(json)],
    ["base64 alone", "", "text/plain", base64],
    ["base64 with a hint", "?compression=base64", "application/json", base64],
    ["base64 of gzip", "", "text/plain", toBase64(gzipSync(json))],
    ["base64 of base64", "", "text/plain", toBase64(base64)],
    ["base64 of a form", "", FORM, toBase64(`data=${encodeURIComponent(json)}&`.padEnd(1500, "x"))],
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

  it.each(["/e", "/i/v0/e/", "/i/v0/ai/batch/", "/capture/", "/track/", "/engage", "/batch"])(
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
    ["gzip, by its header", "gzip", gzipSync(json)],
    ["lz-string, by its header", "lz64", lz(json)],
  ])("may be %s", async (_, encoding, body) => {
    const answer = await fetch(`${endpoint.url}/batch/`, {
      method: "POST",
      headers: { "content-encoding": encoding },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
    expect([answer.status, endpoint.events]).toEqual([200, [READ]]);
  });

  it.each<[string, string, string, string | Buffer, number, string]>([
    ["empty", "/e/", "", "", 400, "the request is empty"],
    ["empty in the query, too", "/e/?data=", "", "", 400, "the request is empty"],
    ["neither gzip, base64 nor JSON", "/e/", "", "%%%", 400, "the body is not JSON"],
    ["JSON behind a byte order mark", "/e/", "", `\ufeff${json}`, 400, "the body is not JSON"],
    ["base64 of anything", "/e/", "", toBase64("anything"), 400, "the body is not JSON"],
    ["base64 with a line end", "/e/", "", `${base64}\n`, 400, "the body is not JSON"],
    ["base64 without its padding", "/e/", "", toBase64(`${json} `).slice(0, -2), 400, "the body is not JSON"],
    ["base64 of base64, at a new path", "/batch/", "", toBase64(base64), 400, "the body is not JSON"],
    ["base64 in a form, at a new path", "/i/v0/e/", FORM, form(base64), 400, "the body is not JSON"],
    ["base64 of base64 of base64", "/e/", "", toBase64(toBase64(base64)), 400, "the body is not JSON"],
    ["not UTF-8", "/e/", "", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, "the body is not UTF-8"],
    ["a form by another type", "/e/", "text/plain", form(json), 400, "the body is not JSON"],
    ["a form without data", "/e/", FORM, "ip=1&_=5", 400, "the body is not JSON"],
    ["no form", "/e/", FORM, json, 400, "the body is not a form, as its content type says"],
    [
      "gzip that calls itself a form",
      "/e/",
      FORM,
      gzipSync(form(json)),
      400,
      "the body is not a form, as its content type says",
    ],
    [
      "JSON that calls itself gzip",
      "/e/?compression=gzip-js",
      "",
      json,
      400,
      "the body is not gzip, as the request says",
    ],
    [
      "gzip that breaks off",
      "/e/",
      "",
      gzipSync(json).subarray(0, 40),
      400,
      "the body is not gzip, as the request says",
    ],
    [
      "lz-string that breaks off",
      "/e/",
      FORM,
      form(lz(json).slice(0, 40), { compression: "lz64" }),
      400,
      "the body is not lz-string, as the request says",
    ],
    [
      "gzip of more than 20 MB",
      "/e/",
      "",
      gzipSync(Buffer.alloc(21 * 1024 * 1024, "[")),
      413,
      "the request is larger than 20 MB",
    ],
    [
      "lz-string of more than 20 MB",
      "/e/",
      FORM,
      form(compressRun("[", 21 * 1024 * 1024), { compression: "lz64" }),
      413,
      "the request is larger than 20 MB",
    ],
    [
      "with a time of words in its query",
      "/e/?_=now",
      "",
      json,
      400,
      "the `_` of the query is not a whole number",
    ],
    [
      "with a beacon of words",
      "/e/?beacon=true",
      "",
      json,
      400,
      "the `beacon` of the query is not a whole number",
    ],
  ])("is refused when it is %s", async (_, path, type, body, status, reason) => {
    expect(await post(path, body, type)).toBe(status);
    // The request stands among the events, so that somebody tells of it.
    expect(endpoint.events).toMatchObject([{ event: "(request)", raw: undefined, accepted: false, reason }]);
  });
});

const LONG = "[".repeat(2000);

it.each<[string, string, (text: string) => string | Uint8Array]>([
  ["gzip", "", gzipSync],
  ["lz-string", FORM, (text) => form(lz(text))],
])("no more of %s is unpacked than the limit", async (encoding, type, pack) => {
  for (const text of [LONG, "é".repeat(1000)]) {
    const headers = { "content-type": type };
    const sent = { path: "/e/", query: `compression=${encoding}`, headers, bytes: Buffer.from(pack(text)) };
    expect(await decodePayload(sent, 2000)).toBe(text);
    await expect(decodePayload(sent, 1999)).rejects.toMatchObject({ kind: "too large" });
  }
});

describe("when it was sent", () => {
  it.each([
    ["the query in milliseconds", "?_=1779192302325", [EVENT], "2026-05-19T12:05:02.325Z"],
    ["not the query in seconds", "?_=1779192302", [EVENT], undefined],
    ["the query by its other name", "?sent_at=1779192302325", [EVENT], "2026-05-19T12:05:02.325Z"],
    ["not an envelope without a zone", "", { ...ENVELOPE, sent_at: "2026-11-23T12:00:01" }, undefined],
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
  it.each([
    ["?beacon=1", 204],
    ["?beacon=0", 200],
  ])("%s is answered with %s", async (query, status) => {
    expect(await post(`/e/${query}`, json, "text/plain")).toBe(status);
    expect(endpoint.events).toHaveLength(1);
  });
});

describe("pages of another origin", () => {
  const origin = "https://shop.example";
  it("may ask before they send: with cookies, and with headers of their own", async () => {
    const { status, headers } = await fetch(`${endpoint.url}/e/`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-headers": "authorization,x-mine" },
    });
    expect([status, Object.fromEntries(headers)]).toMatchObject([
      200,
      {
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-allow-headers": "authorization,x-mine",
        "access-control-allow-methods": "GET,HEAD,POST,OPTIONS",
      },
    ]);
  });

  it.each(["/e/", "/flags/", "/i/v1/analytics/events", "/i/v9/anything"])(
    "may read the answer of %s, also a refusal",
    async (path) => {
      const { headers } = await fetch(endpoint.url + path, {
        method: "POST",
        headers: { origin },
        body: "x",
      });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
    },
  );
});

it.each([
  ["PUT", "/e/", "GET,HEAD,POST"],
  ["DELETE", "/batch/", "GET,HEAD,POST"],
  ["GET", "/i/v1/analytics/events", "POST"],
])("%s is no method of %s", async (method, path, allowed) => {
  const { status, headers } = await fetch(endpoint.url + path, { method });
  expect([status, headers.get("allow")]).toEqual([405, allowed]);
});

it("a body is no matter where no events are taken", async () => {
  expect(await post("/flags/?v=2&compression=base64", form(base64), FORM)).toBe(200);
  expect(await post("/api/query", json, "application/json")).toBe(200);
  expect(await post("/i/v1/logs", gzipSync("protobuf"), "application/x-protobuf")).toBe(404);
  expect(endpoint.requests.map(({ path, body }) => [path, body])).toEqual([
    ["/flags/", undefined],
    ["/api/query", ENVELOPE],
    ["/i/v1/logs", undefined],
  ]);
});
