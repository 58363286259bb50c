import { afterEach, describe, expect, test } from "vitest";
import { Delivery } from "../../../../src/runtime/delivery/delivery.ts";
import type { MessageQueue } from "../../../../src/runtime/delivery/message-queue.ts";
import { TIMING } from "../../../../src/runtime/delivery/timing.ts";
import { Reporter } from "../../../../src/runtime/report/reporter.ts";
import type { DurableCounts } from "../../../../src/runtime/stats.ts";
import { MemoryOutbox } from "../../../support/memory-outbox.ts";
import { toRow } from "../../../../src/runtime/delivery/stored-rows.ts";
import { makeMessage } from "./make-message.ts";

type Answer = (uuids: readonly string[], request: number) => Response | Promise<Response>;

interface Setup {
  readonly outbox: MemoryOutbox;
  readonly queue: MessageQueue;
  readonly lines: readonly string[];
  /** The uuids of each request. */
  readonly requests: (readonly string[])[];
  readonly write: (...uuids: readonly string[]) => unknown;
  readonly counts: () => DurableCounts;
}

/** A uuid that a name can be read from: posthog-node replaces what is none. */
function uuidOf(name: string): string {
  const hex = Buffer.from(name).toString("hex").padStart(24, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4000-8000-${hex.slice(12)}`;
}

function nameOf(uuid: string): string {
  const hex = uuid.replaceAll("-", "");
  return Buffer.from(hex.slice(0, 12) + hex.slice(20), "hex")
    .toString()
    .replaceAll("\0", "");
}

/** What the tests have not shut down themselves. */
const open: MessageQueue[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.shutdown(1)));
});

const OK = (): Response => Response.json({ status: "Ok" });

function setUp(
  isAsync: boolean,
  answer: Answer = OK,
  options: { readonly maxQueueMessages?: number } = {},
): Setup {
  const outbox = new MemoryOutbox(isAsync);
  const requests: (readonly string[])[] = [];
  const lines: string[] = [];
  const { queue } = new Delivery({
    planName: "plan",
    target: { apiKey: "phc_x", host: "http://posthog.example" },
    options: {
      ...options,
      outbox,
      flushInterval: 1,
      disableCompression: true,
      handleErrors: false,
      handleSignals: false,
      fetch: async (_url, init) => {
        const { batch } = JSON.parse(String(init?.body)) as { batch: { uuid: string }[] };
        const uuids = batch.map(({ uuid }) => nameOf(uuid));
        requests.push(uuids);
        return answer(uuids, requests.length);
      },
    },
    reporter: new Reporter({ debug: false, log: (line) => lines.push(line), onRefused: undefined }),
    timing: { ...TIMING, firstPauseMs: 20, longestPauseMs: 40, shortestPauseMs: 1 },
  });
  open.push(queue);
  return {
    outbox,
    queue,
    lines,
    requests,
    write: (...uuids) =>
      queue.store(
        uuids.map((uuid) => makeMessage(uuidOf(uuid))),
        true,
      ),
    counts: () => queue.counts().durable as DurableCounts,
  };
}

/** The names of the rows of an outbox. */
function names({ uuids }: MemoryOutbox): readonly string[] {
  return uuids.map(nameOf);
}

function none(counts: Partial<DurableCounts>): DurableCounts {
  return {
    accepted: 0,
    stored: 0,
    waitingForStore: 0,
    lost: 0,
    handedToTransaction: 0,
    claimed: 0,
    queued: 0,
    inFlight: 0,
    delivered: 0,
    parked: 0,
    released: 0,
    parkedBy: {},
    retried: 0,
    ...counts,
  };
}

describe.each([
  ["a store that answers at once", false],
  ["a store that answers later", true],
])("%s", (_name, isAsync) => {
  test("gets each message, gives it to the request loop, and is told that it was delivered", async () => {
    const { outbox, queue, requests, write, counts } = setUp(isAsync);
    write("a", "b");
    expect([names(outbox), counts()]).toEqual([["a", "b"], none({ accepted: 2, stored: 2 })]);
    await queue.flush({ timeoutMs: 5000 });
    expect(requests).toEqual([["a", "b"]]);
    expect(outbox.uuids).toEqual([]);
    expect(counts()).toEqual(none({ accepted: 2, stored: 2, claimed: 2, delivered: 2 }));
    await queue.shutdown(1000);
    expect(outbox.isClosed).toBe(true);
  });

  test("is sent without a flush, and so is what an earlier process left", async () => {
    const { outbox, requests, write } = setUp(isAsync);
    outbox.put(toRow(makeMessage(uuidOf("old")), true));
    outbox.wake();
    await expect.poll(() => requests).toEqual([["old"]]);
    write("new");
    await expect.poll(() => outbox.uuids).toEqual([]);
    expect(requests).toEqual([["old"], ["new"]]);
  });

  test("is claimed 250 rows at a time, and a flush waits for all of them", async () => {
    const { outbox, queue, requests, write, counts } = setUp(isAsync);
    for (let index = 0; index < 1100; index += 1) write(`uuid ${index}`);
    await queue.flush({ timeoutMs: 20_000 });
    expect(outbox.uuids).toEqual([]);
    expect(counts()).toMatchObject({ accepted: 1100, claimed: 1100, delivered: 1100 });
    expect(requests.flat()).toEqual(Array.from({ length: 1100 }, (_, index) => `uuid ${index}`));
    expect(Math.max(...outbox.sizes)).toBeLessThanOrEqual(250);
  });

  test("takes a key once, while it has the row and when it was delivered", async () => {
    const { queue, requests, write, counts } = setUp(isAsync);
    write("a");
    expect(write("a", "b")).toEqual({ fresh: [makeMessage(uuidOf("b"))] });
    await queue.flush({ timeoutMs: 5000 });
    expect([queue.has(uuidOf("a")), queue.has(uuidOf("b"))]).toEqual([true, true]);
    expect([requests.flat().toSorted(), counts().accepted]).toEqual([["a", "b"], 2]);
  });

  test("that is busy has messages held, in order and once each, until it wakes", async () => {
    const { outbox, queue, requests, write, counts } = setUp(isAsync);
    outbox.answer = { kind: "hold" };
    for (let index = 0; index < 600; index += 1) write(`uuid ${index}`);
    expect(write("uuid 3")).toEqual({ fresh: [] });
    expect(counts()).toEqual(none({ accepted: 600, waitingForStore: 600 }));
    outbox.answer = undefined;
    outbox.wake();
    await queue.flush({ timeoutMs: 20_000 });
    expect(requests.flat()).toEqual(Array.from({ length: 600 }, (_, index) => `uuid ${index}`));
    expect(counts()).toEqual(none({ accepted: 600, stored: 600, claimed: 600, delivered: 600 }));
  });

  test("that stays busy holds no more than the queue may, and what is held is lost at the end", async () => {
    const { outbox, queue, lines, write, counts } = setUp(isAsync, OK, { maxQueueMessages: 2 });
    outbox.answer = { kind: "hold" };
    expect([write("a"), write("b"), write("c")]).toEqual([
      { fresh: [makeMessage(uuidOf("a"))] },
      { fresh: [makeMessage(uuidOf("b"))] },
      { refused: "store_busy" },
    ]);
    await queue.shutdown(1);
    expect(counts()).toEqual(none({ accepted: 2, lost: 2 }));
    expect(lines).toContain(
      "[tracking-plan] 2 of 2 durable messages were lost: the outbox could not be written to.",
    );
    expect(write("d")).toEqual({ refused: "shut_down" });
  });

  test("that has nothing leaves the process without a listener", async () => {
    const { outbox, queue, write } = setUp(isAsync);
    const before = process.listenerCount("beforeExit");
    outbox.answer = { kind: "handed", repeated: new Set() };
    write("a");
    expect(process.listenerCount("beforeExit")).toBe(before + 1);
    outbox.answer = undefined;
    await queue.flush({ timeoutMs: 5000 });
    expect(process.listenerCount("beforeExit")).toBe(before);
  });

  test("gets what is held before a shutdown ends, although it did not wake the tracker", async () => {
    const { outbox, queue, requests, write, counts } = setUp(isAsync);
    outbox.answer = { kind: "hold" };
    write("a", "b");
    outbox.answer = undefined;
    await queue.shutdown(5000);
    expect([requests.flat(), counts()]).toEqual([
      ["a", "b"],
      none({ accepted: 2, stored: 2, claimed: 2, delivered: 2 }),
    ]);
  });

  test("can have what is held written without sending it", async () => {
    const { outbox, queue, write, counts } = setUp(isAsync, () => new Promise(() => {}));
    outbox.answer = { kind: "hold" };
    write("a");
    expect(await outbox.writeHeld()).toEqual([false]);
    outbox.answer = undefined;
    expect(await outbox.writeHeld()).toEqual([true]);
    expect(counts()).toMatchObject({ accepted: 1, stored: 1, waitingForStore: 0 });
    queue.close("process_ended");
  });

  test("that refuses decides about the call", () => {
    const { outbox, write, counts } = setUp(isAsync);
    outbox.answer = { kind: "refused", reason: "store_full" };
    expect([write("a"), counts()]).toEqual([{ refused: "store_full" }, none({})]);
  });

  test("with a transaction of the application counts apart, and a second try writes again", () => {
    const { outbox, queue, write, counts } = setUp(isAsync);
    outbox.answer = { kind: "handed", repeated: new Set() };
    write("a");
    expect([write("a"), queue.has(uuidOf("a"))]).toEqual([{ fresh: [makeMessage(uuidOf("a"))] }, false]);
    expect(counts()).toEqual(none({ handedToTransaction: 2 }));
    outbox.answer = { kind: "handed", repeated: new Set([uuidOf("a")]) };
    expect([write("a"), counts()]).toEqual([{ fresh: [] }, none({ handedToTransaction: 2 })]);
  });

  test.each([
    ["does not know the key", () => new Response("", { status: 401 })],
    ["redirects", () => new Response("", { status: 302, headers: { location: "http://other.example" } })],
    ["is no PostHog", () => new Response("<html>")],
    ["is over its quota", () => Response.json({ status: "Ok", quota_limited: ["events"] })],
    ["fails", () => new Response("", { status: 503 })],
    ["has no such endpoint", () => new Response("", { status: 404 })],
  ])("keeps messages while the host %s, and they are sent again", async (_case, refuse) => {
    const { outbox, queue, write, counts } = setUp(isAsync, (_uuids, request) =>
      request < 8 ? refuse() : OK(),
    );
    write("a", "b");
    await expect.poll(() => outbox.uuids, { timeout: 10_000 }).toEqual([]);
    expect(counts()).toMatchObject({ delivered: 2, parked: 0 });
    await queue.shutdown(1000);
  });

  test("parks the one message that PostHog cannot read, and a damaged row", async () => {
    const { outbox, queue, lines, write, counts } = setUp(isAsync, (uuids) =>
      uuids.includes("bad") ? new Response("", { status: 400 }) : OK(),
    );
    outbox.put({ ...toRow(makeMessage(uuidOf("torn")), false), body: "{" });
    write("a", "bad", "b");
    await queue.flush({ timeoutMs: 5000 });
    expect(outbox.parked.map(([uuid, reason]) => `${nameOf(uuid)} ${reason}`).toSorted()).toEqual([
      "bad http_400",
      "torn unreadable",
    ]);
    expect(names(outbox).toSorted()).toEqual(["bad", "torn"]);
    expect(counts()).toMatchObject({ claimed: 3, delivered: 2, parked: 1, parkedBy: { http_400: 1 } });
    expect(lines.join("\n")).toContain("e was parked in the outbox: http_400.");
    expect(lines.join("\n")).toContain("A row of the outbox is damaged");
    await queue.shutdown(1000);
    expect(outbox.states).toEqual(["parked", "parked"]);
  });

  test("gets back at the end what could not be sent", async () => {
    const { outbox, queue, lines, write, counts } = setUp(isAsync, () => new Response("", { status: 503 }));
    write("a", "b");
    await expect.poll(() => counts().claimed).toBe(2);
    await queue.shutdown(1);
    expect(outbox.states).toEqual(["free", "free"]);
    expect(counts()).toMatchObject({ accepted: 2, claimed: 2, released: 2, lost: 0 });
    expect(lines.join("\n")).not.toContain("lost");
  });

  test("is told of the messages that a request left undecided, and of no others", async () => {
    const { outbox, queue, write } = setUp(isAsync, (_uuids, request) =>
      request === 1 ? new Response("", { status: 503 }) : OK(),
    );
    write("a", "b");
    await expect.poll(() => outbox.survived.map(nameOf)).toEqual(["a", "b"]);
    write("c");
    await queue.flush({ timeoutMs: 30_000 });
    expect([outbox.uuids, outbox.survived.map(nameOf)]).toEqual([[], ["a", "b"]]);
    await queue.shutdown(1000);
  });

  test("is told later what became of a message while it was busy", async () => {
    const { outbox, queue, write, counts } = setUp(isAsync, async () => {
      outbox.answer = { kind: "hold" };
      return OK();
    });
    write("a");
    await expect.poll(() => counts().delivered).toBe(1);
    expect(outbox.states).toEqual(["claimed"]);
    outbox.answer = undefined;
    outbox.wake();
    await expect.poll(() => outbox.uuids).toEqual([]);
    await queue.shutdown(1000);
  });
});
