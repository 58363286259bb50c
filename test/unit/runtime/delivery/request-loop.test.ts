import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Answer, Exception } from "../../../../src/runtime/delivery/answer.ts";
import { MessageQueue } from "../../../../src/runtime/delivery/message-queue.ts";
import {
  RequestLoop,
  type RequestLoopParts,
  type Transport,
} from "../../../../src/runtime/delivery/request-loop.ts";
import type { MessageCounts } from "../../../../src/runtime/stats.ts";
import { FAKE_TIMING } from "./fake-timing.ts";
import { makeMessage } from "./make-message.ts";

/** A server that is asked with the uuids of a request, and its clock is the one of the test. */
type Server = (uuids: readonly string[], request: number) => Answer | Promise<Answer>;

interface Setup {
  readonly loop: RequestLoop;
  readonly queue: MessageQueue;
  /** The uuids of each request. */
  readonly requests: (readonly string[])[];
  /** What became of each message, by its uuid. */
  readonly outcomes: Record<string, string>;
  readonly push: (...uuids: readonly string[]) => void;
  readonly counts: () => MessageCounts;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function setUp(
  server: Server,
  more: Partial<RequestLoopParts> = {},
  interrupt: () => void = () => {},
): Setup {
  const requests: (readonly string[])[] = [];
  const outcomes: Record<string, string> = {};
  const timing = more.timing ?? FAKE_TIMING;
  const queue: MessageQueue = new MessageQueue({
    sender: {
      ready: () => Promise.resolve(true),
      notify: () => {},
      hurry: () => loop.hurry(),
      stop: () => loop.stop(),
      restart: () => loop.restart(),
    },
    bounds: { maxQueueMessages: Infinity, maxQueueBytes: Infinity },
    timing,
    onOutcome: ({ message }, outcome) => {
      outcomes[message.uuid] = "reason" in outcome ? `${outcome.kind}: ${outcome.reason}` : outcome.kind;
    },
    onClosed: () => {},
  });
  const transport: Transport = {
    ready: () => Promise.resolve(true),
    async send(messages) {
      const uuids = messages.map(({ uuid }) => uuid);
      requests.push(uuids);
      return [{ messages, answer: await server(uuids, requests.length) }];
    },
    interrupt,
    close: () => {},
    reopen: () => {},
  };
  const loop = new RequestLoop({
    queue,
    transport,
    timing,
    onTrouble: () => {},
    onRetry: () => {},
    ...more,
  });
  const push = (...uuids: readonly string[]): void => {
    for (const uuid of uuids) queue.accept(makeMessage(uuid), false);
  };
  return { loop, queue, requests, outcomes, push, counts: () => queue.counts().events };
}

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `m${index}`);
/** Every tenth message. */
const isBad = (uuid: string): boolean => Number(uuid.slice(1)) % 10 === 0;
const taken = (except: ReadonlyMap<string, Exception> = new Map()): Answer => ({ kind: "taken", except });
const refused = (reason: string, isDivisible: boolean): Answer => ({ kind: "refused", reason, isDivisible });
const busy = (more: Partial<Extract<Answer, { kind: "busy" }>> = {}): Answer => ({
  kind: "busy",
  cause: "PostHog answered 503",
  mayHaveArrived: false,
  ...more,
});

test("everything that is queued is sent, 250 messages at a time", async () => {
  const { loop, requests, push, counts } = setUp(() => taken());
  push(...names(600));
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(requests.map(({ length }) => length)).toEqual([250, 250, 100]);
  expect(counts()).toMatchObject({ accepted: 600, delivered: 600, queued: 0, inFlight: 0 });
});

test("an earlier wake-up goes before a later one", async () => {
  const { loop, requests, push } = setUp(() => taken());
  push("a");
  loop.wake(5000);
  loop.wake(100);
  loop.wake(3000);
  await vi.advanceTimersByTimeAsync(99);
  expect(requests).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(requests).toEqual([["a"]]);
});

describe("a busy server", () => {
  test("gets the same messages again, after pauses that get three times as long", async () => {
    const { loop, requests, outcomes, push, counts } = setUp((_uuids, request) =>
      request <= 3 ? busy() : taken(),
    );
    push("a", "b");
    loop.wake(0);
    const seen: number[] = [];
    for (const ms of [0, 2999, 1, 8999, 1, 26_999, 1]) {
      await vi.advanceTimersByTimeAsync(ms);
      seen.push(requests.length);
    }
    expect(seen).toEqual([1, 1, 2, 2, 3, 3, 4]);
    expect(requests.at(-1)).toEqual(["a", "b"]);
    expect(outcomes).toEqual({ a: "delivered", b: "delivered" });
    expect(counts().retried).toBe(6);
  });

  test("that took something since is asked again after three seconds", async () => {
    const busyOn = new Set([1, 2, 3, 5]);
    const { loop, requests, push } = setUp((_uuids, request) => (busyOn.has(request) ? busy() : taken()));
    push("a");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(39_000);
    expect(requests).toHaveLength(4);
    push("b");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(2999);
    expect(requests).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests).toHaveLength(6);
  });

  test("is left alone for as long as it asks", async () => {
    const { loop, requests, push } = setUp((_uuids, request) =>
      request === 1 ? busy({ retryAfterMs: 60_000 }) : taken(),
    );
    push("a");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    push("b");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(requests).toEqual([["a"]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests).toEqual([["a"], ["a", "b"]]);
  });

  test("is asked sooner when somebody waits for what is queued", async () => {
    const { loop, queue, requests, push } = setUp(() => busy(), {
      timing: { ...FAKE_TIMING, firstPauseMs: 20_000 },
    });
    push("a");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(1000);
    void queue.flush({ timeoutMs: 10_000 });
    await vi.advanceTimersByTimeAsync(3999);
    expect(requests.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.length).toBe(2);
    // Once: the next pause is as long as it is.
    await vi.advanceTimersByTimeAsync(29_999);
    expect(requests.length).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.length).toBe(3);
  });

  test("is asked sooner by a flush whose earlier requests were accepted", async () => {
    const { queue, requests, push } = setUp((_uuids, request) => (request === 2 ? busy() : taken()), {
      timing: { ...FAKE_TIMING, firstPauseMs: 20_000 },
    });
    push(...names(251));
    const flushed = queue.flush({ timeoutMs: 10_000 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(requests.map(({ length }) => length)).toEqual([250, 1, 1]);
    expect(await flushed).toMatchObject({ accepted: 251, delivered: 251, retried: 1 });
  });

  test("keeps a message waiting for ever, but for 404, which is believed at the fourth time", async () => {
    const { loop, requests, outcomes, push } = setUp((uuids) =>
      busy(uuids.includes("lost") ? { maxAttempts: 4 } : {}),
    );
    push("lost");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([requests.length, outcomes]).toEqual([4, { lost: "lost: http_404" }]);
    push("waits");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
    expect(outcomes).toEqual({ lost: "lost: http_404" });
  });
});

describe("a request that is refused as a whole", () => {
  test("is divided until one bad message is alone", async () => {
    const { loop, requests, outcomes, push } = setUp((uuids) =>
      uuids.includes("m5") ? refused("http_400", true) : taken(),
    );
    push(...names(8));
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toEqual([
      names(8),
      ["m0", "m1", "m2", "m3"],
      ["m4", "m5", "m6", "m7"],
      ["m4", "m5"],
      ["m4"],
      ["m5"],
      ["m6", "m7"],
    ]);
    const expected = Object.fromEntries(names(8).map((name) => [name, "delivered"]));
    expect(outcomes).toEqual({ ...expected, m5: "lost: http_400" });
  });

  test("is not divided for ever by a server that takes nothing", async () => {
    const { loop, requests, outcomes, push } = setUp(() => refused("http_400", true));
    push(...names(600));
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.length).toBeLessThan(60);
    expect(Object.values(outcomes)).toEqual(Array.from({ length: 600 }, () => "lost: http_400"));
  });

  test("is divided however many bad messages there were, as long as others are taken", async () => {
    const { loop, outcomes, push } = setUp((uuids) =>
      uuids.some((uuid) => isBad(uuid)) ? refused("http_400", true) : taken(),
    );
    push(...names(500));
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    const expected = names(500).map((name) => [name, isBad(name) ? "lost: http_400" : "delivered"]);
    expect(outcomes).toEqual(Object.fromEntries(expected));
  });

  test("is lost at once where no part of it can be taken", async () => {
    const { loop, requests, outcomes, push } = setUp(() => refused("http_401", false));
    push("a", "b");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect([requests.length, outcomes]).toEqual([1, { a: "lost: http_401", b: "lost: http_401" }]);
  });

  test("that is too large makes the next ones smaller, and after a while larger again", async () => {
    const { loop, requests, push, counts } = setUp((uuids) =>
      uuids.length > 100 ? refused("http_413", true) : taken(),
    );
    push(...names(2000));
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    const sizes = requests.map(({ length }) => length);
    expect(sizes.slice(0, 8)).toEqual([250, 125, 63, 62, 125, 63, 62, 62]);
    expect(sizes.filter((size) => size > 100).length).toBeLessThan(9);
    expect(counts()).toMatchObject({ delivered: 2000, lost: 0 });
  });

  test("a single message that is too large is lost alone", async () => {
    const { loop, outcomes, push } = setUp((uuids) =>
      uuids.includes("m1") ? refused("http_413", true) : taken(),
    );
    push(...names(3));
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(outcomes).toEqual({ m0: "delivered", m1: "lost: http_413", m2: "delivered" });
  });
});

describe("results for single messages", () => {
  test("are taken one by one, and those to be repeated hold up no other", async () => {
    const results = new Map<string, Exception>([
      ["a", { kind: "again" }],
      ["b", { kind: "lost", reason: "dropped_by_posthog" }],
      ["c", { kind: "unknown", reason: "unknown_answer" }],
    ]);
    const { loop, requests, outcomes, push } = setUp((_uuids, request) =>
      taken(request === 1 ? results : new Map()),
    );
    push("a", "b", "c", "d");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    push("e");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toEqual([["a", "b", "c", "d"], ["e"]]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(requests.at(-1)).toEqual(["a"]);
    expect(outcomes).toEqual({
      a: "delivered",
      b: "lost: dropped_by_posthog",
      c: "unknown: unknown_answer",
      d: "delivered",
      e: "delivered",
    });
  });

  test("one that PostHog asks for again and again is given up in the end", async () => {
    const { loop, requests, outcomes, push } = setUp(() => taken(new Map([["a", { kind: "again" }]])));
    push("a");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([requests.length, outcomes]).toEqual([11, { a: "lost: retries_exhausted" }]);
  });
});

test("an answer that nobody understands leaves the messages unknown", async () => {
  const { loop, outcomes, push } = setUp(() => ({ kind: "unclear", reason: "unknown_answer" }));
  push("a");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(outcomes).toEqual({ a: "unknown: unknown_answer" });
});

/** Sends a first request that has no answer yet. */
async function sendOne(): Promise<
  Pick<Setup, "loop" | "queue" | "requests" | "outcomes" | "push"> & {
    readonly answer: (answer: Answer) => void;
    /** How often the request was interrupted. */
    readonly interruptions: () => number;
  }
> {
  const answers: ((answer: Answer) => void)[] = [];
  const answer = (value: Answer): void => answers[0]?.(value);
  let interruptions = 0;
  const setup = setUp(
    (_uuids, request) => (request === 1 ? new Promise((resolve) => answers.push(resolve)) : taken()),
    {},
    () => {
      interruptions += 1;
      answer(busy({ mayHaveArrived: true }));
    },
  );
  setup.push("a");
  setup.loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  return { ...setup, answer, interruptions: () => interruptions };
}

describe("resting", () => {
  test("ends the request under way, and begins none for a while", async () => {
    const { loop, requests, push, interruptions } = await sendOne();
    loop.rest();
    await vi.advanceTimersByTimeAsync(249);
    expect(interruptions()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(interruptions()).toBe(1);
    push("b");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(900);
    expect(requests).toEqual([["a"]]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(requests).toEqual([["a"], ["a", "b"]]);
  });

  test("lets a request be answered that is answered at once", async () => {
    const { loop, queue, requests, outcomes, push, answer, interruptions } = await sendOne();
    push("b");
    loop.rest();
    answer(busy());
    await vi.advanceTimersByTimeAsync(900);
    expect([requests, interruptions()]).toEqual([[["a"]], 0]);
    queue.close("process_ended");
    // It was refused, so nothing is unknown.
    expect(outcomes).toEqual({ a: "lost: process_ended", b: "lost: process_ended" });
  });
});

test("closing ends everything at once, by what is known of it", async () => {
  const { loop, queue, outcomes, push, counts } = setUp((uuids, request) => {
    if (uuids.length === 4) return refused("http_400", true);
    return request === 1 ? busy({ mayHaveArrived: true }) : new Promise(() => {});
  });
  push("timed out");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  push("b", "c", "d");
  // The first half of the divided request is on its way now, and the other half is to follow.
  await vi.advanceTimersByTimeAsync(3000);
  push("queued");
  expect(counts()).toMatchObject({ accepted: 5, queued: 3, inFlight: 2 });
  queue.close("shut_down");
  expect(outcomes).toEqual({
    "timed out": "unknown: shut_down",
    b: "unknown: shut_down",
    c: "lost: shut_down",
    d: "lost: shut_down",
    queued: "lost: shut_down",
  });
  expect(counts()).toMatchObject({ accepted: 5, queued: 0, inFlight: 0, unknown: 2, lost: 3 });
});

test("where nothing can ever be sent, everything is lost, and said to be", async () => {
  const transport: Transport = {
    ready: () => Promise.resolve(false),
    send: () => Promise.reject(new Error("never asked")),
    interrupt: () => {},
    close: () => {},
    reopen: () => {},
  };
  const { loop, outcomes, push } = setUp(() => taken(), { transport });
  push("a");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(outcomes).toEqual({ a: "lost: posthog_node_missing" });
});

test("a request of a host's that died in the middle does not stop sending for good: a later flush sends again", async () => {
  const { loop, requests, outcomes, push, counts } = setUp((_uuids, request) =>
    request === 1 ? new Promise<never>(() => {}) : taken(),
  );
  push("a");
  loop.hurry();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(counts()).toMatchObject({ inFlight: 1 });
  loop.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(requests).toEqual([["a"], ["a"]]);
  expect(outcomes).toEqual({ a: "delivered" });
});

test("a timer that died with its request of the host's does not keep the next message waiting", async () => {
  let timers = 0;
  const startTimer = ((callback: () => void, ms: number) => {
    timers += 1;
    return timers === 1 ? setTimeout(() => {}, ms) : setTimeout(callback, ms);
  }) as typeof setTimeout;
  const { loop, requests, push } = setUp(() => taken(), { timing: { ...FAKE_TIMING, startTimer } });
  push("a");
  loop.wake(5000);
  await vi.advanceTimersByTimeAsync(7000);
  push("b");
  loop.wake(50);
  await vi.advanceTimersByTimeAsync(50);
  expect(requests).toEqual([["a", "b"]]);
});

test("an unexpected error does not stop sending: what waits is sent later", async () => {
  const { loop, outcomes, push } = setUp((_uuids, request) => {
    if (request === 1) throw new RangeError("unexpected");
    return taken();
  });
  push("a", "b");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(outcomes).toEqual({ a: "delivered", b: "delivered" });
});

test("a server that asks for time gets it, though somebody waits", async () => {
  const { queue, requests, push } = setUp(() => busy({ retryAfterMs: 30_000 }));
  push("a");
  void queue.flush({ timeoutMs: 500 });
  await vi.advanceTimersByTimeAsync(29_000);
  void queue.flush({ timeoutMs: 500 });
  await vi.advanceTimersByTimeAsync(900);
  expect(requests).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(requests).toHaveLength(2);
});

test("a run sends what was accepted before it began; the rest is sent by whoever waits for it", async () => {
  let answer: ((answer: Answer) => void) | undefined;
  const { loop, requests, outcomes, push } = setUp((_uuids, request) =>
    request === 1 ? new Promise<Answer>((resolve) => (answer = resolve)) : taken(),
  );
  push("a");
  loop.hurry();
  await vi.advanceTimersByTimeAsync(0);
  push("b");
  loop.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(requests).toEqual([["a"]]);
  answer?.(taken());
  await vi.advanceTimersByTimeAsync(0);
  expect(requests).toEqual([["a"], ["b"]]);
  expect(outcomes).toEqual({ a: "delivered", b: "delivered" });
});

describe("stopping", () => {
  test("sends nothing more, and a late answer changes nothing", async () => {
    const { loop, queue, requests, outcomes, push, answer } = await sendOne();
    loop.stop();
    push("b");
    loop.wake(0);
    loop.hurry();
    answer(taken());
    await vi.advanceTimersByTimeAsync(60_000);
    expect([requests, outcomes]).toEqual([[["a"]], {}]);
    // What was in flight is for the queue to give up.
    queue.close("shut_down");
    expect(outcomes).toEqual({ a: "unknown: shut_down", b: "lost: shut_down" });
  });

  test("is undone by restarting, without the pause that there was", async () => {
    let isUp = false;
    const { loop, requests, outcomes, push } = setUp(() => (isUp ? taken() : busy({ retryAfterMs: 60_000 })));
    push("a");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    loop.stop();
    isUp = true;
    loop.restart();
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect([requests, outcomes]).toEqual([[["a"], ["a"]], { a: "delivered" }]);
  });
});

describe("one run at a time", () => {
  test("whoever wakes it while a request is under way", async () => {
    const { loop, requests, outcomes, push, answer } = await sendOne();
    push("b");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(requests).toEqual([["a"]]);
    answer(taken());
    await vi.advanceTimersByTimeAsync(0);
    expect([requests, outcomes]).toEqual([[["a"], ["b"]], { a: "delivered", b: "delivered" }]);
  });

  test("a run that is overdue is replaced for a flush, and its late answer is not counted", async () => {
    const { loop, requests, outcomes, push, answer } = await sendOne();
    await vi.advanceTimersByTimeAsync(5000);
    loop.hurry();
    // An attempt lasts ten seconds at most, and may be late by one.
    await vi.advanceTimersByTimeAsync(5999);
    expect(requests).toEqual([["a"]]);
    await vi.advanceTimersByTimeAsync(1);
    expect([requests, outcomes]).toEqual([[["a"], ["a"]], { a: "delivered" }]);
    push("b");
    answer(refused("http_401", false));
    await vi.advanceTimersByTimeAsync(0);
    expect([requests.at(-1), outcomes]).toEqual([["b"], { a: "delivered", b: "delivered" }]);
  });

  test("a run that goes on with another request is not overdue", async () => {
    const answers: ((answer: Answer) => void)[] = [];
    const { loop, requests, push } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    push(...names(300));
    loop.hurry();
    await vi.advanceTimersByTimeAsync(0);
    loop.hurry();
    await vi.advanceTimersByTimeAsync(9000);
    answers[0]?.(taken());
    await vi.advanceTimersByTimeAsync(10_999);
    expect(requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(({ length }) => length)).toEqual([250, 50, 50]);
  });
});

describe("what is said", () => {
  test("of each answer but success, and of what is sent again", async () => {
    const said: unknown[] = [];
    const answers = [busy({ cause: "down" }), taken(new Map([["a", { kind: "again" }]])), taken()];
    const { loop, push } = setUp((_uuids, request) => answers[request - 1]!, {
      onTrouble: ({ kind }) => said.push(kind),
      onRetry: (messages, cause, pauseMs) =>
        said.push([messages.map(({ message }) => message.uuid), cause, pauseMs]),
    });
    push("a", "b");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said).toEqual(["busy", [["a", "b"], "down", 3000], [["a"], "PostHog asked for it again", 9000]]);
  });

  test("nothing of a retry when the last message is given up", async () => {
    const retried: unknown[] = [];
    const { loop, outcomes, push } = setUp(() => busy({ maxAttempts: 1 }), {
      onRetry: (messages) => retried.push(messages),
    });
    push("a");
    loop.wake(0);
    await vi.advanceTimersByTimeAsync(0);
    expect([outcomes, retried]).toEqual([{ a: "lost: http_404" }, []]);
  });
});

test("a message that may have arrived before is unknown, not lost, whatever refuses it later", async () => {
  const answers = [
    busy({ mayHaveArrived: true }),
    taken(new Map<string, Exception>([["a", { kind: "lost", reason: "dropped_by_posthog" }]])),
  ];
  const { loop, outcomes, push } = setUp((_uuids, request) => answers[request - 1]!);
  push("a");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(3000);
  expect(outcomes).toEqual({ a: "unknown: dropped_by_posthog" });
});

test("a request of which PostHog wants everything again does not count as accepted", async () => {
  const { loop, outcomes, push } = setUp((uuids, request) =>
    // Twenty single refusals, then one that asks for its message again, then a pair with a bad one.
    request <= 20
      ? refused("http_400", false)
      : request === 21
        ? taken(new Map([["again", { kind: "again" }]]))
        : refused("http_400", uuids.length > 1),
  );
  for (const name of names(20)) {
    push(name);
    loop.wake(0);
    // oxlint-disable-next-line no-await-in-loop -- One request each.
    await vi.advanceTimersByTimeAsync(0);
  }
  push("again");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  push("b", "c");
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  // Not divided: nothing was accepted since, so the messages are not at fault.
  expect(outcomes).toMatchObject({ b: "lost: http_400", c: "lost: http_400" });
});

test("resting interrupts at once where the host gives no timers", async () => {
  const { loop, interruptions } = await sendOne();
  vi.stubGlobal("setTimeout", () => {
    throw new Error("no timers here");
  });
  loop.rest();
  vi.unstubAllGlobals();
  expect(interruptions()).toBe(1);
});
