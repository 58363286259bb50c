/** Personal data that is not to be sent, through the helpers of both sides. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { createTestTracker, TestEvent } from "../../../../src/testing/test-tracker.ts";
import type { Refusal } from "../../../../src/runtime/refusal.ts";
import { bundleGenerated, readPlanText } from "../../../support/bundle-generated.ts";
import { loadModule } from "../../../vectors/load-vectors.ts";
import { FakePostHog } from "./fake-posthog.ts";

const PLAN = `
plan: 1
name: personal
identity: { user_id: { format: uuid, prefix: user_ } }
groups:
  organization:
    key: organization_id
    properties:
      billing_email: { type: string, pii: personal, optional: true }
      size: { type: integer, optional: true }
  household: { key: household_email }
person:
  email: { use: email, optional: true }
  nick: { type: string, optional: true }
  born: { type: date, pii: personal, optional: true }
properties:
  email: { type: string, pii: personal, description: Their email., example: ann@example.com }
  organization_id: { type: string, description: The customer., example: org_1 }
  household_email: { type: string, pii: personal, description: Of the household., example: a@example.com }
events:
  invited:
    description: Somebody invited somebody.
    source: both
    owner_side: server
    idempotency: { key: [invitation_id] }
    revenue: { amount: salary, currency: EUR }
    sets:
      person: { email: guest, nick: label }
      person_once: { born: born }
      groups: { organization: { billing_email: guest, size: seats } }
    properties:
      invitation_id: { type: string }
      organization_id:
      guest: { type: string, description: Not marked. But set on what is. }
      plain: { type: string, optional: true }
      salary: { type: number, pii: personal }
      born: { type: date, optional: true }
      seats: { type: integer }
      nothing: { type: string, pii: personal, nullable: true }
      doubled: { type: number, computed: salary * 2 }
      label: { type: string, computed: "seats > 1 ? guest : plain", optional: true }
      is_rich: { type: boolean, computed: salary > 100 }
      contact: { type: object, properties: { phone: { type: string, pii: personal }, city: { type: string } } }
      contacts:
        type: array
        items: { type: object, properties: { email:, role: { type: string } } }
      by_role: { type: map, items: { type: object, properties: { email: } } }
      emails: { type: array, items: { use: email } }
      tags: { type: array, items: { type: string }, pii: personal }
      raw: { type: json, pii: personal }
  visited:
    description: Somebody visited.
    source: both
    owner_side: client
    idempotency: { key: caller }
    properties:
      email: { optional: true }
      page: { type: string }
  moved:
    description: A household moved.
    source: both
    owner_side: client
    idempotency: { key: caller }
    properties: { household_email: }
  clicked:
    description: Somebody clicked.
    source: client
    sets: { groups: { organization: { billing_email: email, size: count } } }
    properties: { email:, count: { type: integer, optional: true }, organization_id: }
  verified:
    description: An email was verified.
    source: both
    owner_side: server
    idempotency: { key: [email] }
    properties: { email: }
`;

const INVITED = {
  invitation_id: "inv_1",
  organization_id: "org_1",
  guest: "ann@example.com",
  plain: "plain",
  salary: 1234.5,
  born: "1990-01-01",
  seats: 3,
  nothing: null,
  contact: { phone: "+49 151 1", city: "Ulm" },
  contacts: [
    { email: "ann@example.com", role: "admin" },
    { email: "bob@example.com", role: "guest" },
  ],
  by_role: { admin: { email: "ann@example.com" } },
  emails: ["ann@example.com", "bob@example.com"],
  tags: ["ann"],
  raw: { phone: "+49 151 1" },
};

const REMOVED = {
  invitation_id: "inv_1",
  organization_id: "org_1",
  plain: "plain",
  seats: 3,
  nothing: null,
  contact: { city: "Ulm" },
  contacts: [{ role: "admin" }, { role: "guest" }],
  by_role: { admin: {} },
  plan_redacted: [
    "guest",
    "salary",
    "born",
    "contact.phone",
    "contacts.email",
    "by_role.email",
    "emails",
    "tags",
    "raw",
    "doubled",
    "label",
    "is_rich",
    "email",
    "nick",
    "currency",
  ],
};

const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const AT = new Date("2026-01-15T23:59:59.999Z");
const TIMED = { timestamp: AT };
const KEYED = { ...TIMED, idempotencyKey: "k" };

interface Sides {
  readonly server: Readonly<Record<string, (...args: readonly unknown[]) => boolean>> & {
    readonly plan: Parameters<typeof createTestTracker>[0];
  };
  readonly browser: Readonly<Record<string, (...args: readonly unknown[]) => boolean>>;
  readonly createTestTracker: typeof createTestTracker;
}

let sides: Sides;
beforeAll(async () => {
  const entry = `
    export * as server from "./index.js";
    export * as browser from "./browser.js";
    export { createTestTracker } from "tracking-plan/testing";
  `;
  sides = await loadModule<Sides>(
    await bundleGenerated(readPlanText(PLAN), { entry, platform: "node", format: "esm" }),
  );
});

describe.each(["server", "browser"] as const)("on the %s", (side) => {
  let sent: { event: string; properties: object; uuid: unknown }[] = [];
  let refusals: Pick<Refusal, "reason" | "detail">[] = [];

  function call(helper: string, properties: object, options: object = {}): boolean {
    if (side === "browser") {
      const posthog = new FakePostHog({ id: ID, state: "identified" });
      const onRefused = (refusal: Refusal): void => void refusals.push(refusal);
      const accepted = sides.browser[helper]?.(posthog, properties, { ...options, onRefused });
      sent = posthog.captured.map(({ event, properties: sentOnes = {}, options: { uuid } = {} }) => ({
        event,
        properties: sentOnes,
        uuid,
      }));
      return accepted === true;
    }
    const tracker = sides.createTestTracker(sides.server.plan, {
      personalData,
      violations: "report",
      refusals: "record",
    });
    const accepted = sides.server[helper]?.(ID, properties, { ...options, tracker });
    sent = tracker.events.map(({ event, properties: sentOnes, groups, uuid }: TestEvent) => ({
      event,
      properties: { ...sentOnes, ...(Object.keys(groups).length > 0 && { $groups: groups }) },
      uuid,
    }));
    refusals = [...tracker.refusals];
    return accepted === true;
  }

  let personalData: "send" | "remove" = "send";
  function configure(choice: "send" | "remove"): void {
    personalData = choice;
    sides.browser["configureTracking"]?.({ personalData: choice });
  }

  beforeEach(() => {
    sent = [];
    refusals = [];
    configure("remove");
  });

  test("what is marked is removed, wherever it is, with all that is made of it", () => {
    expect(call("trackInvited", INVITED, TIMED)).toBe(true);
    const [event, update, ...others] = sent;
    expect(event?.properties).toEqual({
      ...REMOVED,
      $groups: { organization: "org_1" },
      $ignore_sent_at: true,
    });
    expect(update).toMatchObject({
      event: "$groupidentify",
      properties: { $group_key: "org_1", $group_set: { size: 3 }, plan_redacted: ["billing_email"] },
    });
    expect(others).toEqual([]);
  });

  test("it is the same event as with personal data: only its properties differ", () => {
    call("trackInvited", INVITED, TIMED);
    const removed = sent;
    configure("send");
    call("trackInvited", INVITED, TIMED);
    expect(removed.map(({ uuid }) => uuid)).toEqual(sent.map(({ uuid }) => uuid));
    expect(sent[0]?.properties).toMatchObject({
      ...INVITED,
      doubled: 2469,
      $set: { nick: "ann@example.com" },
    });
    expect(sent[0]?.properties).not.toHaveProperty("plan_redacted");
  });

  test("an event without any personal value says nothing of it", () => {
    call("trackVisited", { page: "/" }, KEYED);
    expect(sent.map(({ properties }) => properties)).toEqual([
      { page: "/", idempotency_key: "k", $ignore_sent_at: true },
    ]);
  });

  test("a value of another form than the plan's goes as a whole, and invalid ones are violations as ever", () => {
    call("trackVisited", { page: "/", email: { text: "ann@example.com" }, other: "ann@example.com" }, KEYED);
    expect(JSON.stringify(sent)).not.toContain("ann@");
    call(
      "trackInvited",
      { ...INVITED, contact: "ann@example.com", contacts: { ann: "ann@example.com" } },
      TIMED,
    );
    expect(JSON.stringify(sent)).not.toContain("ann@");
    expect(sent).toHaveLength(2);
  });

  test.each([
    ["trackVerified", { email: "ann@example.com" }, TIMED, "email"],
    ["trackMoved", { household_email: "ann@example.com" }, KEYED, "household_email"],
    [
      "trackVisited",
      { page: "/" },
      { ...KEYED, groups: { household: "ann@example.com" } },
      "household_email",
    ],
  ])("a key that is personal refuses the event: %s", (helper, properties, options, key) => {
    expect(call(helper, properties, options)).toBe(false);
    expect(sent).toEqual([]);
    const detail = side === "server" ? `a key of it is personal, which cannot be removed: ${key}` : key;
    expect(refusals).toMatchObject([{ reason: "personal_key", detail }]);
    configure("send");
    expect(call(helper, properties, options)).toBe(true);
  });
});

test("an event that counts at each call has none from the browser, nor an update of which nothing is left", () => {
  sides.browser["configureTracking"]?.({ personalData: "remove" });
  const posthog = new FakePostHog({ id: "visitor" });
  const click = { email: "ann@example.com", organization_id: "org_1" };
  expect(sides.browser["trackClicked"]?.(posthog, click)).toBe(true);
  expect(sides.browser["trackClicked"]?.(posthog, { ...click, count: 2 })).toBe(true);
  const clicked = { organization_id: "org_1", plan_redacted: ["email"], $groups: { organization: "org_1" } };
  expect(posthog.captured.map(({ properties }) => properties)).toEqual([
    clicked,
    { ...clicked, count: 2 },
    {
      $group_type: "organization",
      $group_key: "org_1",
      $group_set: { size: 2 },
      plan_redacted: ["billing_email"],
    },
  ]);
});

function identify(...args: readonly unknown[]): boolean | undefined {
  return sides.browser["identifyUser"]?.(...args);
}

describe("a person", () => {
  test("has no personal properties from the browser", () => {
    sides.browser["configureTracking"]?.({ personalData: "remove" });
    const posthog = new FakePostHog({ id: "visitor" });
    expect(identify(posthog, ID, { email: "ann@example.com", nick: "A", born: "1990-01-01" })).toBe(true);
    expect(posthog.calls).toEqual([["identify", ID, { nick: "A" }]]);
    const other = new FakePostHog({ id: "visitor" });
    expect(identify(other, ID, { email: "ann@example.com" }, { unset: ["nick", "born"] })).toBe(true);
    expect(other.calls).toEqual([["identify", ID, undefined]]);
    expect(other.captured.map(({ properties }) => properties)).toEqual([{ $unset: ["nick", "born"] }]);
  });

  test("what a script without types configures sends nothing personal", () => {
    for (const personalData of ["hash", true, 0, {}]) {
      sides.browser["configureTracking"]?.({ personalData });
      const posthog = new FakePostHog({ id: "visitor" });
      identify(posthog, ID, { email: "ann@example.com" });
      expect(posthog.calls).toEqual([["identify", ID, undefined]]);
    }
  });

  test("has none from the server, and an update of which nothing is left is counted, not reported", () => {
    const { server } = sides;
    const tracker = sides.createTestTracker(server.plan, { personalData: "remove" });
    expect(server["identifyUser"]?.(ID, { email: "ann@example.com", nick: "A" }, { tracker })).toBe(true);
    expect(server["identifyUser"]?.(ID, { email: "ann@example.com" }, { tracker })).toBe(false);
    expect(server["identifyUser"]?.(ID, { email: "ann@example.com" }, { tracker, unset: ["born"] })).toBe(
      true,
    );
    expect(
      server["groupIdentify"]?.(
        "organization",
        "org_1",
        { billing_email: "ann@example.com", size: 3 },
        { tracker },
      ),
    ).toBe(true);
    expect(
      server["groupIdentify"]?.("organization", "org_1", { billing_email: "ann@example.com" }, { tracker }),
    ).toBe(false);
    expect(tracker.events.map(({ properties }) => properties)).toEqual([
      { $set: { nick: "A" }, plan_redacted: ["email"] },
      { $unset: ["born"], plan_redacted: ["email"] },
      {
        $group_type: "organization",
        $group_key: "org_1",
        $group_set: { size: 3 },
        plan_redacted: ["billing_email"],
      },
    ]);
    expect(tracker.stats().refused).toEqual({ nothing_to_set: 2 });
    expect(tracker.refusals).toEqual([]);
    expect(() => server["groupIdentify"]?.("household", "ann@example.com", {}, { tracker })).toThrow(
      /nothing_to_set/u,
    );
  });
});
