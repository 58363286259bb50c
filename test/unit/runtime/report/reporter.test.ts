import { describe, expect, test } from "vitest";
import type { Message } from "../../../../src/runtime/message.ts";
import type { Refusal } from "../../../../src/runtime/refusal.ts";
import { Reporter } from "../../../../src/runtime/report/reporter.ts";
import { ANN } from "../../../support/shop-plan.ts";

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

function report(
  debug: boolean,
  onRefused?: (refusal: Refusal) => void,
): { reporter: Reporter; lines: string[] } {
  const lines: string[] = [];
  return { lines, reporter: new Reporter({ debug, log: (line) => lines.push(line), onRefused }) };
}

describe("with debug, each event and what became of it is a line", () => {
  test("accepted, delivered, lost", () => {
    const { reporter, lines } = report(true);
    reporter.accepted(MESSAGE);
    reporter.settled(MESSAGE, { kind: "delivered" });
    reporter.settled(MESSAGE, { kind: "lost", reason: "http_401" });
    reporter.unsent({ ...MESSAGE, properties: {}, groups: {} });
    expect(lines).toEqual([
      `[tracking-plan] order_shipped ${UUID} ${ANN} organization=org_1 {note="[31mlong long long long long long long…" amount=5 paid=true tag=null items=[2] address={city}} → accepted`,
      `[tracking-plan] order_shipped ${UUID} → delivered`,
      `[tracking-plan] order_shipped ${UUID} → lost, http_401`,
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
      "[tracking-plan] order_shipped was refused, invalid_user_id: the user id was not accepted: not a UUID. More of this kind will be counted, not logged.",
      "[tracking-plan] other was refused, invalid_user_id: the user id was not accepted: not a UUID. More of this kind will be counted, not logged.",
    ]);
  });

  test("violations and losses; deliveries are not said", () => {
    const { reporter, lines } = report(false);
    for (let call = 0; call < 2; call += 1) {
      reporter.accepted(MESSAGE);
      reporter.unsent(MESSAGE);
      reporter.violating("order_shipped", ["note: too_long"], true);
      reporter.settled(MESSAGE, { kind: "delivered" });
      reporter.settled(MESSAGE, { kind: "lost", reason: "http_401" });
    }
    expect(lines).toEqual([
      "[tracking-plan] order_shipped breaks the plan: note: too_long. It is sent without what is wrong.",
      "[tracking-plan] order_shipped was lost: http_401. More of this kind will be counted, not logged.",
    ]);
  });

  test("at most 1,000 causes", () => {
    const { reporter, lines } = report(false);
    for (let cause = 0; cause < 1500; cause += 1) reporter.sayOnce(`${cause}`, "line");
    expect(lines).toHaveLength(1000);
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
