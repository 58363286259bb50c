import { Readable } from "node:stream";
import { gunzipSync, gzip, gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import type { Answer } from "../../../../src/runtime/delivery/answer.ts";
import { TIMING } from "../../../../src/runtime/delivery/timing.ts";
import { type ClientFetch, type Watch, watchFetch } from "../../../../src/runtime/delivery/watched-fetch.ts";
import { takeModulesAway } from "../../../support/host-without-modules.ts";

const BODY = JSON.stringify({ batch: [{ uuid: "a" }, { uuid: "b" }] });
const URL_V0 = "https://x.example/batch/";

type Seen = readonly [uuids: readonly string[] | undefined, kind: Answer["kind"]];

function watch(send: typeof fetch, more: Partial<Watch> = {}): { fetch: ClientFetch; seen: Seen[] } {
  const seen: Seen[] = [];
  const fetch = watchFetch({
    send,
    compresses: false,
    retryOf: () => undefined,
    onAnswer: (uuids, answer) => seen.push([uuids, answer.kind]),
    isClosed: () => false,
    underWay: new Set(),
    timing: TIMING,
    ...more,
  });
  return { fetch, seen };
}

const answerWith =
  (status: number): typeof fetch =>
  () =>
    Promise.resolve(new Response('{"status":1}', { status }));

function recording(): { readonly requests: unknown[]; readonly send: typeof fetch } {
  const requests: unknown[] = [];
  const send: typeof fetch = (url, init) => {
    requests.push({ url, ...init });
    return Promise.resolve(new Response('{"status":1}'));
  };
  return { requests, send };
}

function post(fetch: ClientFetch, body: unknown): Promise<Response> {
  return fetch(URL_V0, { method: "POST", headers: {}, body });
}

test("the messages of a request are known from its text", async () => {
  const { fetch, seen } = watch(answerWith(200));
  await post(fetch, BODY);
  expect(seen).toEqual([[["a", "b"], "taken"]]);
});

test.each([undefined, "no JSON", "{}", '{"batch":[null]}', new Uint8Array(gzipSync(BODY))])(
  "those of a request that cannot be read are not: %j",
  async (body) => {
    const { fetch, seen } = watch(answerWith(200));
    await post(fetch, body);
    expect(seen).toEqual([[undefined, "taken"]]);
  },
);

describe("a request is gzipped", () => {
  test.each([
    ["by Node", (): void => {}],
    ["as a stream on hosts without node:zlib", takeModulesAway],
  ])("%s", async (_name, prepare) => {
    prepare();
    const { requests, send } = recording();
    const { fetch, seen } = watch(send, { compresses: true });
    await fetch(URL_V0, { method: "POST", headers: { a: "b" }, body: BODY });
    vi.unstubAllGlobals();
    const { headers, body } = requests[0] as { headers: unknown; body: Uint8Array };
    expect([headers, gunzipSync(body).toString()]).toEqual([{ a: "b", "Content-Encoding": "gzip" }, BODY]);
    expect(seen).toEqual([[["a", "b"], "taken"]]);
  });

  test("but not where the host cannot, or where posthog-node did it", async () => {
    takeModulesAway();
    vi.stubGlobal("CompressionStream", undefined);
    const { requests, send } = recording();
    const { fetch, seen } = watch(send, { compresses: true });
    const zipped = new Uint8Array(gzipSync(BODY));
    await post(fetch, BODY);
    await post(fetch, zipped);
    vi.unstubAllGlobals();
    expect(requests).toEqual([
      expect.objectContaining({ headers: {}, body: BODY }),
      expect.objectContaining({ headers: {}, body: zipped }),
    ]);
    expect(seen.map(([, kind]) => kind)).toEqual(["taken", "taken"]);
  });
});

test("a request of capture v1 that repeats another has its identity, and the next attempt", async () => {
  const earlier = { id: "first", createdAt: "2026-01-01T00:00:00.000Z", attempt: 2 };
  const identities: unknown[] = [];
  const { requests, send } = recording();
  const { fetch } = watch(send, {
    retryOf: () => earlier,
    onAnswer: (_uuids, _answer, identity) => identities.push(identity),
  });
  const headers = { "PostHog-Request-Id": "second", "PostHog-Attempt": "1" };
  const body = { created_at: "2026-01-02T00:00:00.000Z", batch: [{ uuid: "a" }] };
  await fetch(URL_V0, { method: "POST", headers, body: JSON.stringify(body) });
  expect(identities).toEqual([{ ...earlier, attempt: 3 }]);
  expect(requests).toEqual([
    expect.objectContaining({
      headers: { "PostHog-Request-Id": "first", "PostHog-Attempt": "3" },
      body: JSON.stringify({ ...body, created_at: earlier.createdAt }),
    }),
  ]);
});

test.each([200, 301, 400, 401, 413, 429, 503])(
  "posthog-node hears of success, whatever the server says: %i",
  async (status) => {
    const { fetch } = watch(answerWith(status));
    const response = await post(fetch, BODY);
    expect([response.status, await response.json()]).toEqual([200, { results: {} }]);
  },
);

test("the request is passed on as it is, but for redirects, which are not followed", async () => {
  const { requests, send } = recording();
  const { fetch } = watch(send);
  await fetch(URL_V0, { method: "POST", headers: { a: "b" }, body: BODY });
  expect(requests).toEqual([
    {
      url: URL_V0,
      method: "POST",
      headers: { a: "b" },
      body: BODY,
      signal: expect.any(AbortSignal) as unknown,
      redirect: "manual",
    },
  ]);
});

describe("a request that fails", () => {
  test.each([
    ["rejects", () => Promise.reject(new TypeError("fetch failed"))],
    [
      "throws",
      () => {
        throw new Error("no network here");
      },
    ],
    ["breaks off while it answers", () => Promise.resolve(new Response(brokenBody()))],
    ["never ends, and heeds no signal", () => new Promise<never>(() => {})],
    ["answers without an end", () => Promise.resolve(new Response(new ReadableStream()))],
    ["is no response", () => Promise.resolve(undefined as unknown as Response)],
  ])("its fetch %s", async (_name, send: typeof fetch) => {
    const { fetch, seen } = watch(send, { timing: { ...TIMING, attemptMs: 50 } });
    await post(fetch, BODY);
    expect(seen).toEqual([[["a", "b"], "busy"]]);
  });
});

test("a request that is interrupted counts as one that took too long", async () => {
  const underWay = new Set<AbortController>();
  const { fetch, seen } = watch(() => new Promise<never>(() => {}), { underWay });
  const answer = post(fetch, BODY);
  await expect.poll(() => underWay.size).toBe(1);
  for (const controller of underWay) controller.abort();
  await answer;
  expect(seen).toEqual([[["a", "b"], "busy"]]);
  // On Cloudflare Workers no signal of one request may be used in another.
  expect(underWay.size).toBe(0);
});

describe("once all is given up", () => {
  test("nothing is sent, and nobody is told", async () => {
    let sent = 0;
    const { fetch, seen } = watch(
      () => {
        sent += 1;
        return Promise.resolve(new Response());
      },
      { isClosed: () => true },
    );
    expect((await post(fetch, BODY)).status).toBe(200);
    expect([sent, seen]).toEqual([0, []]);
  });

  test("a request that is still being gzipped is not sent, though its fetch does not heed the signal", async () => {
    const underWay = new Set<AbortController>();
    const { requests, send } = recording();
    const { fetch } = watch(send, { underWay, compresses: true });
    const answer = post(fetch, BODY);
    for (const controller of underWay) controller.abort();
    await answer;
    // What was begun before is finished.
    await new Promise((resolve) => gzip(BODY, resolve));
    expect([underWay.size, requests]).toEqual([0, []]);
  });

  test("a request under way is aborted, though its fetch does not heed that", async () => {
    const underWay = new Set<AbortController>();
    let isClosed = false;
    let given: AbortSignal | null | undefined;
    const { fetch, seen } = watch(
      (_url, init) => {
        given = init?.signal;
        return new Promise<never>(() => {});
      },
      { underWay, isClosed: () => isClosed },
    );
    const answer = post(fetch, BODY);
    await expect.poll(() => given).toBeDefined();
    isClosed = true;
    for (const controller of underWay) controller.abort();
    expect((await answer).status).toBe(200);
    expect([given?.aborted, seen]).toEqual([true, []]);
  });
});

function brokenBody(): ReadableStream {
  return new ReadableStream({
    pull: (controller) => controller.error(new TypeError("terminated")),
  });
}

test("a refusal whose body is a stream of Node, as a fetch for a proxy gives, is a refusal", async () => {
  const body = Readable.from([Buffer.from("no")]);
  const response = { ok: false, status: 401, headers: new Headers(), body };
  const { fetch, seen } = watch(() => Promise.resolve(response as unknown as Response));
  await post(fetch, BODY);
  expect(seen).toEqual([[["a", "b"], "refused"]]);
  expect(body.destroyed).toBe(true);
});
