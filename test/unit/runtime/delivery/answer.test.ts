import { describe, expect, test } from "vitest";
import {
  type Answer,
  readAnswer,
  readFailure,
  readRetryAfter,
} from "../../../../src/runtime/delivery/answer.ts";

const V0 = "https://us.i.posthog.com/batch/";
const V1 = "https://us.i.posthog.com/i/v1/analytics/events";
const TAKEN: Answer = { kind: "taken", except: new Map() };
const UNCLEAR: Answer = { kind: "unclear", reason: "unknown_answer" };

function read(
  url: string,
  status: number,
  body: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return readAnswer(new Response(body, { status, headers }), url, 0);
}

describe("success of /batch/", () => {
  test.each([
    [200, '{"status":"Ok"}'],
    [200, '{"status":1}'],
    [200, "1"],
    [200, '{"status":"Ok","quota_limited":["recordings"]}'],
  ])("%i %s is taken", async (status, body) => {
    expect(await read(V0, status, body)).toEqual(TAKEN);
  });

  test("over the billing limit the events are dropped, and the answer says so", async () => {
    expect(await read(V0, 200, '{"status":"Ok","quota_limited":["events"]}')).toEqual({
      kind: "refused",
      reason: "quota_limited",
      isDivisible: false,
    });
  });

  test.each([
    "<html>Please log in</html>",
    "{}",
    "[]",
    '"Ok"',
    "2",
    "null",
    "",
    '{"status":"error"}',
    '{"status":0}',
    '{"status":200}',
  ])("%j is no answer of PostHog's", async (body) => {
    expect(await read(V0, 200, body)).toEqual(UNCLEAR);
  });

  test("nor is a success that has no body, as a gateway may give", async () => {
    expect(await read(V0, 204, null)).toEqual(UNCLEAR);
  });

  test("nor is more than PostHog would say", async () => {
    expect(await read(V0, 200, `"${"x".repeat(1_000_001)}"`)).toEqual(UNCLEAR);
  });
});

describe("success of capture v1", () => {
  test("each message has its own result", async () => {
    const results = {
      "AAAAAAAA-0000-4000-8000-000000000000": { result: "drop", details: "invalid_event_name" },
      b: { result: "retry" },
      c: { result: "ok" },
      d: { result: "warning" },
      e: { result: "something new" },
      f: null,
      g: "no result",
    };
    const answer = await read(V1, 200, JSON.stringify({ results }), { "retry-after": "3" });
    expect(answer).toEqual({
      kind: "taken",
      retryAfterMs: 3000,
      except: new Map<string, unknown>([
        ["aaaaaaaa-0000-4000-8000-000000000000", { kind: "lost", reason: "dropped_by_posthog" }],
        ["b", { kind: "again" }],
        ["e", { kind: "unknown", reason: "unknown_result" }],
        ["g", { kind: "unknown", reason: "unknown_result" }],
      ]),
    });
  });

  test.each(["", "{}", "[]", "no JSON", '{"results":[]}'])("%j is no answer of PostHog's", async (body) => {
    expect(await read(V1, 200, body)).toEqual(UNCLEAR);
  });

  test("the path counts, behind a proxy's folder too", async () => {
    expect(await read("https://example.com/ingest/i/v1/analytics/events?x=1", 200, "")).toEqual(UNCLEAR);
  });
});

describe("answers after which the same request may be taken", () => {
  test.each([408, 425, 429, 500, 502, 503, 504])("%i", async (status) => {
    expect(await read(V0, status, "", { "retry-after": "7" })).toEqual({
      kind: "busy",
      cause: `PostHog answered ${status}`,
      retryAfterMs: 7000,
      mayHaveArrived: false,
    });
  });

  test("404 is believed at the fourth time", async () => {
    expect(await read(V0, 404, "")).toMatchObject({ kind: "busy", maxAttempts: 4 });
  });
});

describe("answers after which it will not", () => {
  test.each([
    [300, false],
    [304, false],
    [400, true],
    [401, false],
    [403, false],
    [413, true],
  ])("%i", async (status, isDivisible) => {
    expect(await read(V0, status, status === 304 ? null : "")).toEqual({
      kind: "refused",
      reason: `http_${status}`,
      isDivisible,
      location: undefined,
    });
  });

  test.each([
    ["https://eu.i.posthog.com/batch/", "https://eu.i.posthog.com"],
    ["//other.example.com/x", "https://other.example.com"],
    ["/elsewhere", undefined],
    ["https://us.i.posthog.com/e/", undefined],
    ["http://[", undefined],
  ])("a redirect to %s", async (location, origin) => {
    expect(await read(V0, 301, "", { location })).toMatchObject({ kind: "refused", location: origin });
  });
});

describe("a request without an answer", () => {
  test.each(["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"])(
    "%s: it cannot have arrived",
    (code) => {
      const error = new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });
      expect(readFailure(error, false)).toEqual({
        kind: "busy",
        cause: `PostHog could not be reached (${code})`,
        mayHaveArrived: false,
      });
    },
  );

  test("a connection that broke may have carried it", () => {
    const cause = Object.assign(new Error("x"), { code: "ECONNRESET" });
    expect(readFailure(new TypeError("fetch failed", { cause }), false)).toMatchObject({
      mayHaveArrived: true,
    });
  });

  test.each([[undefined], ["text"], [null], [Object.assign(new Error("x"), { code: "a b" })]])(
    "an error without a code may hide anything: %s",
    (error) => {
      expect(readFailure(error, false)).toEqual({
        kind: "busy",
        cause: "PostHog could not be reached",
        mayHaveArrived: true,
      });
    },
  );

  test("one that took too long may have arrived", () => {
    expect(readFailure(undefined, true)).toEqual({
      kind: "busy",
      cause: "PostHog did not answer in time",
      mayHaveArrived: true,
    });
  });
});

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ["120", 120_000],
  [" 1 ", 1000],
  ["0.5", 500],
  ["Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
  ["Thursday, 01-Jan-26 12:01:00 GMT", 60_000],
  ["9".repeat(400), Infinity],
])("%s is a time to wait", (header, ms) => {
  expect(readRetryAfter(header, NOW)).toBe(ms);
});

test.each([null, "", "0", "-5", "soon", "1e9", "Thu, 01 Jan 2026 11:00:00 GMT"])("%s is none", (header) => {
  expect(readRetryAfter(header, NOW)).toBe(undefined);
});

test("a number alone is never a year", () => {
  expect(readRetryAfter("2027", NOW)).toBe(2_027_000);
});
