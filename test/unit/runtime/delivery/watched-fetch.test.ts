import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Ledger } from "../../../../src/runtime/delivery/ledger.ts";
import { watchFetch } from "../../../../src/runtime/delivery/watched-fetch.ts";

const BODY = JSON.stringify({ batch: [{ uuid: "a" }, { uuid: "b" }] });

function makeLedger(): Ledger {
  const ledger = new Ledger(() => {});
  for (const uuid of ["a", "b", "c"]) {
    ledger.accept({ event: "e", uuid, distinctId: "ann", properties: {}, timestamp: new Date(0) });
  }
  return ledger;
}

/** It tries twice. */
function watch(
  send: typeof fetch,
  ledger: Ledger,
  closed: AbortSignal = new AbortController().signal,
): ReturnType<typeof watchFetch> {
  return watchFetch({ send, ledger, closed, pausesMs: [1] });
}

async function post(ledger: Ledger, status: number, body: unknown): Promise<unknown> {
  const answer = (): Promise<Response> => Promise.resolve(new Response(null, { status }));
  const fetch = watch(answer, ledger);
  try {
    const response = await fetch("http://x/batch/", { method: "POST", headers: {}, body });
    return response.status;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("what an answer means for the messages of the request", () => {
  const nothing = { delivered: 0, lostBy: {}, waiting: 3 };
  test.each([
    [200, 200, { delivered: 2, lostBy: {}, waiting: 1 }],
    [204, 204, { delivered: 2, lostBy: {}, waiting: 1 }],
    [301, 204, { delivered: 0, lostBy: { http_301: 2 }, waiting: 1 }],
    [302, 204, { delivered: 0, lostBy: { http_302: 2 }, waiting: 1 }],
    [400, 204, { delivered: 0, lostBy: { http_400: 2 }, waiting: 1 }],
    [401, 204, { delivered: 0, lostBy: { http_401: 2 }, waiting: 1 }],
    [413, 413, nothing],
    [408, "PostHog answered 408", nothing],
    [429, "PostHog answered 429", nothing],
    [500, "PostHog answered 500", nothing],
    [503, "PostHog answered 503", nothing],
  ])("%i", async (status, result, counts) => {
    const ledger = makeLedger();
    expect(await post(ledger, status, BODY)).toBe(result);
    expect(ledger.counts().events).toMatchObject(counts);
  });

  test("413 for a single message", async () => {
    const ledger = makeLedger();
    await post(ledger, 413, JSON.stringify({ batch: [{ uuid: "a" }] }));
    expect(ledger.counts().events).toMatchObject({ lostBy: { http_413: 1 }, waiting: 2 });
  });
});

test.each([
  ["gzipped bytes", new Uint8Array(gzipSync(BODY))],
  ["a gzipped blob", new Blob([new Uint8Array(gzipSync(BODY))])],
])("the uuids are read from %s", async (_name, body) => {
  const ledger = makeLedger();
  await post(ledger, 200, body);
  expect(ledger.counts().events.delivered).toBe(2);
});

test.each([undefined, "no JSON", "{}", '{"batch":{}}', new Uint8Array([1, 2, 3])])(
  "a body that is no batch counts nothing: %j",
  async (body) => {
    const ledger = makeLedger();
    expect(await post(ledger, 200, body)).toBe(200);
    expect(ledger.counts().events.waiting).toBe(3);
  },
);

test("the request is passed on as it is, but for redirects, which are not followed", async () => {
  const requests: unknown[] = [];
  const signal = new AbortController().signal;
  const send = (url: unknown, init: unknown): Promise<Response> => {
    requests.push({ url, ...(init as object) });
    return Promise.resolve(new Response(null, { status: 200 }));
  };
  const fetch = watch(send as typeof globalThis.fetch, makeLedger());
  await fetch("http://x/batch/", { method: "POST", headers: { a: "b" }, body: BODY, signal });
  expect(requests).toEqual([
    {
      url: "http://x/batch/",
      method: "POST",
      headers: { a: "b" },
      body: BODY,
      signal: expect.any(AbortSignal) as unknown,
      redirect: "manual",
    },
  ]);
});

test("a failed connection is thrown on, and the messages wait", async () => {
  const ledger = makeLedger();
  const fetch = watch(() => Promise.reject(new TypeError("fetch failed")), ledger);
  const request = { method: "POST", headers: {}, body: BODY };
  await expect(fetch("http://x/batch/", request)).rejects.toThrow("fetch failed");
  expect(ledger.counts().events.waiting).toBe(3);
});

describe("once all is given up", () => {
  const request = { method: "POST", headers: {}, body: BODY };

  test("nothing is sent, and posthog-node may forget what it has", async () => {
    let sent = 0;
    const send = (): Promise<Response> => {
      sent += 1;
      return Promise.resolve(new Response());
    };
    const response = await watch(send, makeLedger(), AbortSignal.abort())("http://x/batch/", request);
    expect([response.status, sent]).toEqual([204, 0]);
  });

  test("a request under way is aborted, though its fetch does not heed that", async () => {
    const closing = new AbortController();
    let given: AbortSignal | null | undefined;
    const send: typeof fetch = (_url, init) => {
      given = init?.signal;
      return new Promise<never>(() => {});
    };
    const answer = watch(send, makeLedger(), closing.signal)("http://x/batch/", request);
    await expect.poll(() => given).toBeDefined();
    closing.abort();
    expect((await answer).status).toBe(204);
    expect(given?.aborted).toBe(true);
  });

  test("a pause before another attempt ends", async () => {
    const closing = new AbortController();
    let sent = 0;
    const send = (): Promise<Response> => {
      sent += 1;
      return Promise.resolve(new Response(null, { status: 503 }));
    };
    const watched = watchFetch({ send, ledger: makeLedger(), closed: closing.signal, pausesMs: [60_000] });
    const answer = watched("http://x/batch/", request);
    await expect.poll(() => sent).toBe(1);
    closing.abort();
    expect((await answer).status).toBe(204);
    expect(sent).toBe(1);
  });
});
