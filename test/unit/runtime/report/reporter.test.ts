import { describe, expect, test } from "vitest";
import type { QueuedMessage } from "../../../../src/runtime/delivery/queued-message.ts";
import type { Message } from "../../../../src/runtime/message.ts";
import type { Refusal } from "../../../../src/runtime/refusal.ts";
import { Reporter } from "../../../../src/runtime/report/reporter.ts";
import { messageCounts } from "../../../support/message-counts.ts";
import { ANN } from "../../../support/shop-plan.ts";
import { makeQueued } from "../delivery/make-message.ts";

const UUID = "11111111-2222-4333-8444-555555555555";

const MESSAGE: Message = {
  event: "order_shipped",
  distinctId: ANN,
  properties: {
    note: `\u001b[31m${"long ".repeat(50)}`,
    amount: 5,
    paid: true,
    tag: null,
    items: [1, 2],
    address: { city: "secret" },
  },
  groups: { organization: "org_1" },
  timestamp: new Date(0),
  uuid: UUID,
};

const REFUSAL: Refusal = {
  reason: "invalid_user_id",
  event: "order_shipped",
  detail: "the user id was not accepted: not a UUID",
  violations: [],
};

const entry = (attempts = 1): QueuedMessage => makeQueued(UUID, { message: MESSAGE, attempts });

function report(
  debug: boolean,
  onRefused?: (refusal: Refusal) => void,
): { reporter: Reporter; lines: string[] } {
  const lines: string[] = [];
  return { lines, reporter: new Reporter({ debug, log: (line) => lines.push(line), onRefused }) };
}

describe("with debug, each event and what became of it is a line", () => {
  test("accepted, waiting again, delivered, lost, unknown", () => {
    const { reporter, lines } = report(true);
    reporter.accepted(MESSAGE);
    reporter.retrying([entry()], "PostHog answered 503", 1240);
    reporter.settled(entry(), { kind: "delivered" });
    reporter.settled(entry(3), { kind: "delivered" });
    reporter.settled(entry(), { kind: "lost", reason: "http_401" });
    reporter.settled(entry(2), { kind: "unknown", reason: "shut_down" });
    reporter.unsent({ ...MESSAGE, properties: {}, groups: {} });
    expect(lines).toEqual([
      `[tracking-plan] order_shipped ${UUID} ${ANN} organization=org_1 {note="[31mlong long long long long long long…" amount=5 paid=true tag=null items=[2] address={city}} → accepted`,
      `[tracking-plan] order_shipped ${UUID} → retry in 1.2 s: PostHog answered 503`,
      `[tracking-plan] order_shipped ${UUID} → delivered`,
      `[tracking-plan] order_shipped ${UUID} → delivered, after 3 attempts`,
      `[tracking-plan] order_shipped ${UUID} → lost, http_401`,
      `[tracking-plan] order_shipped ${UUID} → unknown, shut_down, after 2 attempts`,
      `[tracking-plan] order_shipped ${UUID} ${ANN} {} → not sent, tracking is off`,
    ]);
  });

  test("every refusal", () => {
    const { reporter, lines } = report(true);
    reporter.refused(REFUSAL);
    reporter.refused({ ...REFUSAL, violations: ["a: missing", "b: pattern"] });
    expect(lines).toEqual([
      "[tracking-plan] order_shipped → refused, invalid_user_id: the user id was not accepted: not a UUID",
      "[tracking-plan] order_shipped → refused, invalid_user_id: the user id was not accepted: not a UUID (a: missing; b: pattern)",
    ]);
  });

  test("an enormous event still is one line that ends with what became of it", () => {
    const { reporter, lines } = report(true);
    const properties = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`name_${index}`, "value"]),
    );
    reporter.accepted({ ...MESSAGE, properties });
    expect(lines[0]?.length).toBeLessThan(700);
    expect(lines[0]).toMatch(/… → accepted$/u);
  });
});

describe("without debug, each cause is said once", () => {
  test("refusals, by event and reason", () => {
    const { reporter, lines } = report(false);
    for (let call = 0; call < 3; call += 1) reporter.refused(REFUSAL);
    reporter.refused({ ...REFUSAL, event: "other" });
    expect(lines).toEqual([
      "[tracking-plan] order_shipped was refused, invalid_user_id: the user id was not accepted: not a UUID. Repeats are counted, not logged.",
      "[tracking-plan] other was refused, invalid_user_id: the user id was not accepted: not a UUID. Repeats are counted, not logged.",
    ]);
  });

  test("violations and losses; deliveries are not said", () => {
    const { reporter, lines } = report(false);
    for (let call = 0; call < 2; call += 1) {
      reporter.accepted(MESSAGE);
      reporter.unsent(MESSAGE);
      reporter.violating("order_shipped", ["note: too_long"], true);
      reporter.retrying([entry()], "PostHog answered 503", 1240);
      reporter.settled(entry(), { kind: "delivered" });
      reporter.settled(entry(), { kind: "lost", reason: "http_401" });
      reporter.settled(entry(), { kind: "unknown", reason: "unknown_answer" });
      reporter.settled(entry(), { kind: "lost", reason: "shut_down" });
    }
    expect(lines).toEqual([
      "[tracking-plan] order_shipped breaks the plan: note: too_long. It is sent without the invalid values.",
      "[tracking-plan] order_shipped was lost: http_401. PostHog does not know the key, or the key belongs to another region. Check POSTHOG_API_KEY and POSTHOG_HOST. Repeats are counted, not logged.",
      "[tracking-plan] order_shipped may be lost: unknown_answer. Something other than PostHog answered. The event may have arrived. Check POSTHOG_HOST and any proxy in front of it. Repeats are counted, not logged.",
    ]);
  });

  test("a busy server, and where a redirect leads", () => {
    const { reporter, lines } = report(false);
    for (let request = 0; request < 2; request += 1) {
      reporter.trouble({ kind: "busy", cause: "PostHog answered 503", mayHaveArrived: false });
      reporter.trouble({
        kind: "refused",
        reason: "http_301",
        isDivisible: false,
        location: "https://eu.example.com",
      });
      reporter.trouble({ kind: "refused", reason: "http_401", isDivisible: false });
    }
    expect(lines).toEqual([
      "[tracking-plan] PostHog answered 503. The events stay queued and are sent again.",
      "[tracking-plan] The host redirects to https://eu.example.com, which is not followed: set POSTHOG_HOST to the ingestion host.",
    ]);
  });

  test("the end, in one line, when something was not delivered", () => {
    const { reporter, lines } = report(false);
    const counts = {
      events: messageCounts({
        accepted: 9,
        delivered: 3,
        unknown: 1,
        lost: 5,
        lostBy: { shut_down: 3, http_401: 2 },
        undelivered: { signed_in: 1, paid: 5 },
      }),
      groupUpdates: messageCounts({
        accepted: 1,
        lost: 1,
        lostBy: { shut_down: 1 },
        undelivered: { $groupidentify: 1 },
      }),
      waitingBytes: 0,
    };
    reporter.closed({
      ...counts,
      events: messageCounts({ accepted: 3, delivered: 3 }),
      groupUpdates: messageCounts(),
    });
    reporter.closed(counts);
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`event_${index}`, 1]));
    reporter.closed({
      ...counts,
      events: { ...counts.events, undelivered: many },
      groupUpdates: { ...counts.groupUpdates, undelivered: {} },
    });
    expect(lines).toEqual([
      "[tracking-plan] 7 of 10 messages were not delivered: shut_down 4, http_401 2, unknown 1 (paid 5, signed_in 1, $groupidentify 1).",
      "[tracking-plan] 7 of 10 messages were not delivered: shut_down 4, http_401 2, unknown 1 (event_0 1, event_1 1, event_2 1, event_3 1, event_4 1, event_5 1, event_6 1, event_7 1, event_8 1, event_9 1, and 2 more).",
    ]);
  });

  test("at most 200 causes of a kind, and causes of other kinds all the same", () => {
    const { reporter, lines } = report(false);
    for (let cause = 0; cause < 1500; cause += 1) reporter.sayOnce("violations", `${cause}`, "line");
    reporter.sayOnce("lost events", "http_401", "The key is wrong.");
    expect(lines).toHaveLength(202);
    expect(lines.slice(199)).toEqual([
      "[tracking-plan] line",
      '[tracking-plan] 200 lines of the kind "violations" were logged. More are counted, not logged.',
      "[tracking-plan] The key is wrong.",
    ]);
  });
});

test("onRefused is told every time, and what it or the log throws is caught", () => {
  const refusals: Refusal[] = [];
  const { reporter, lines } = report(false, (refusal) => {
    refusals.push(refusal);
    throw new Error("no");
  });
  reporter.refused(REFUSAL);
  reporter.refused(REFUSAL);
  expect(refusals).toEqual([REFUSAL, REFUSAL]);
  expect(lines.at(-1)).toBe("[tracking-plan] onRefused threw an error, which was ignored.");

  const broken = new Reporter({
    debug: true,
    onRefused: undefined,
    log: () => {
      throw new Error("no");
    },
  });
  expect(() => broken.refused(REFUSAL)).not.toThrow();
});

test("onDelivery and onLoss are told of each message", () => {
  const told: unknown[] = [];
  const reporter = new Reporter({
    debug: false,
    log: () => {},
    onRefused: undefined,
    onDelivery: (delivery) => told.push(["delivered", delivery]),
    onLoss: (loss) => told.push(["lost", loss]),
  });
  reporter.settled(entry(2), { kind: "delivered" });
  reporter.settled(entry(), { kind: "lost", reason: "http_400" });
  reporter.settled(entry(), { kind: "unknown", reason: "shut_down" });
  expect(told).toEqual([
    ["delivered", { message: MESSAGE, attempts: 2 }],
    ["lost", { message: MESSAGE, attempts: 1, reason: "http_400", mayHaveArrived: false }],
    ["lost", { message: MESSAGE, attempts: 1, reason: "shut_down", mayHaveArrived: true }],
  ]);
});

const reject = (): Promise<never> => Promise.reject(new Error("no"));

test("callbacks that reject harm nobody", async () => {
  const { reporter, lines } = report(false, () => Promise.reject(new Error("no")));
  reporter.refused(REFUSAL);
  await expect.poll(() => lines.at(-1)).toBe("[tracking-plan] onRefused threw an error, which was ignored.");
  const broken = new Reporter({ debug: true, onRefused: reject, onMismatch: reject, log: reject });
  broken.refused(REFUSAL);
  broken.mismatched({ event: "order_shipped", userId: "a", claimedId: "b" });
  // An unhandled rejection would fail the run.
  await new Promise((resolve) => setTimeout(resolve, 5));
});
