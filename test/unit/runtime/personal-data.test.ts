import { createHmac } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { groupIdentify, identify, track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { EventDefinition, PlanContract } from "../../../src/runtime/definition.ts";
import type { TrackerOptions } from "../../../src/runtime/options.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";
import { ANN, plan as shop, withRules } from "../../support/shop-plan.ts";

const KEY = "k".repeat(32);

const text = { type: "string", optional: true } as const;
const integer = { type: "number", integer: true } as const;
const plan: PlanContract = {
  ...shop,
  name: "personal",
  person: { fields: { email: text, plan: text }, personal: { email: "text" } },
  groups: {
    team: {
      name: "team",
      fields: { owner: text, size: { ...integer, optional: true } },
      personal: { owner: "text" },
    },
    family: { name: "family", fields: { size: integer }, personalKey: "family_email" },
  },
  personalKeys: ["family (family_email)"],
};

const invited: EventDefinition = {
  plan,
  name: "invited",
  rules: () => ({
    fields: {
      invitation_id: { optional: true },
      email: { optional: true },
      age: { optional: true },
      tags: { optional: true },
      people: { optional: true },
      size: { optional: true },
    },
    idempotency: ["invitation_id"],
    sets: { person: { email: "email" }, groups: { team: { owner: "email", size: "size" } } },
    personal: {
      event: {
        email: "text",
        age: "value",
        tags: { each: "text" },
        people: { each: { fields: { name: "text", age: "value" } } },
        $set: { fields: { email: "text" } },
      },
      groups: { team: { owner: "text" } },
    },
  }),
};

let endpoint: PostHogEndpoint;
let tracker: Tracker | undefined;
/** What anybody gets to see of a message: logs, callbacks, channels. */
let seen: unknown[] = [];
let lines: string[] = [];

const see = (message: unknown): void => void seen.push(structuredClone(message));

function start(options: TrackerOptions): Tracker {
  tracker = createTracker(plan, {
    apiKey: "phc_x",
    host: endpoint.url,
    handleSignals: false,
    log: (line) => lines.push(line),
    onRefused: see,
    onDelivery: see,
    onLoss: see,
    onMismatch: see,
    ...options,
  });
  return tracker;
}

const CHANNELS = ["tracking-plan:delivered", "tracking-plan:lost", "tracking-plan:refused"];

beforeEach(async () => {
  seen = [];
  lines = [];
  tracker = undefined;
  vi.stubEnv("TRACKING_PLAN_HASH_KEY", KEY);
  endpoint = await startPostHogEndpoint();
  for (const channel of CHANNELS) subscribe(channel, see);
});

afterEach(async () => {
  for (const channel of CHANNELS) unsubscribe(channel, see);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await tracker?.shutdown();
  await endpoint.close();
});

const INVITED = {
  invitation_id: "inv_1",
  email: " Zelda@Example.com ",
  age: 414_243,
  tags: ["Zelda", null],
  people: [{ name: "Zoe\u0308", age: 414_243, role: "admin" }],
  size: 3,
};
const OPTIONS = { timestamp: new Date("2026-01-15T12:00:00Z"), groups: { team: "t1" } };
const PERSONAL = /zelda|zoe|zo\u00eb|414243/iu;

const hashOf = (value: string): string => createHmac("sha256", KEY).update(value).digest("hex");

/** Everything that left the tracker in any way, but for the id of the person. */
const everything = (): string => JSON.stringify([endpoint.requests, seen, lines]).replaceAll(ANN, "");

test("text is replaced by its HMAC under the key, and everything else is removed", async () => {
  start({ personalData: "hash" });
  expect(track(invited, ANN, INVITED, { ...OPTIONS, tracker })).toBe(true);
  expect(identify(plan, ANN, { email: "zelda@example.com", plan: "pro" }, { tracker })).toBe(true);
  expect(groupIdentify(plan, "team", "t1", { owner: "ZELDA@EXAMPLE.COM" }, { tracker, by: ANN })).toBe(true);
  await tracker?.flush();
  const email = hashOf("zelda@example.com");
  const names = ["email", "age", "tags", "people.name", "people.age"];
  expect(endpoint.events.map(({ properties }) => properties)).toMatchObject([
    {
      email,
      tags: [hashOf("Zelda"), null],
      people: [{ name: hashOf("Zo\u00eb"), role: "admin" }],
      $set: { email },
      plan_redacted: names,
    },
    { $group_set: { owner: email, size: 3 }, plan_redacted: ["owner"] },
    { $set: { email, plan: "pro" }, plan_redacted: ["email"] },
    { $group_set: { owner: email }, plan_redacted: ["owner"] },
  ]);
  expect(endpoint.events[0]?.properties).not.toHaveProperty("age");
  expect(everything()).not.toMatch(PERSONAL);
});

test.each([
  ["it is not set", undefined, "TRACKING_PLAN_HASH_KEY is not set."],
  ["it is blank", "  ", "TRACKING_PLAN_HASH_KEY is not set."],
  ["it is short", ` ${"s".repeat(31)} `, "TRACKING_PLAN_HASH_KEY has fewer than 32 characters."],
])("without a key nothing is hashed, but removed, which is said once: %s", async (_case, key, problem) => {
  vi.stubEnv("TRACKING_PLAN_HASH_KEY", key);
  start({ personalData: "hash" });
  track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  track(invited, ANN, { ...INVITED, invitation_id: "inv_2" }, { ...OPTIONS, tracker });
  await tracker?.flush();
  expect(endpoint.events).toHaveLength(4);
  expect(endpoint.events[0]?.properties).toMatchObject({
    invitation_id: "inv_1",
    people: [{ role: "admin" }],
  });
  expect(endpoint.events[0]?.properties).not.toHaveProperty("email");
  expect(endpoint.events[0]?.properties).not.toHaveProperty("$set");
  expect(lines.filter((line) => line.includes("HASH_KEY"))).toEqual([
    `[tracking-plan] ${problem} Personal data is removed instead of hashed.`,
  ]);
  expect(everything()).not.toMatch(PERSONAL);
});

test("nor on a host without node:crypto, which is asked for only if it is needed", async () => {
  const asked: string[] = [];
  const real = process.getBuiltinModule.bind(process);
  vi.spyOn(process, "getBuiltinModule").mockImplementation(((id: string) => {
    asked.push(id);
    return id === "node:crypto" ? undefined : (real(id) as unknown);
  }) as typeof process.getBuiltinModule);
  for (const personalData of ["send", "remove", undefined] as const) await start({ personalData }).shutdown();
  expect(asked).not.toContain("node:crypto");
  start({ personalData: "hash" });
  track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  await tracker?.flush();
  expect(asked).toContain("node:crypto");
  expect(lines).toContain(
    "[tracking-plan] This host has no node:crypto. Personal data is removed instead of hashed.",
  );
  expect(everything()).not.toMatch(PERSONAL);
});

test("neither the key nor a value is in a log, a callback or a channel", async () => {
  const shortKey = "short-secret";
  for (const [personalData, key] of [
    ["remove", KEY],
    ["hash", KEY],
    ["hash", shortKey],
  ] as const) {
    vi.stubEnv("TRACKING_PLAN_HASH_KEY", key);
    start({ personalData, debug: true, flushAt: 1 });
    track(invited, ANN, INVITED, { ...OPTIONS, tracker });
    track(invited, ANN, INVITED, { ...OPTIONS, tracker });
    track(invited, ANN, { ...INVITED, email: () => "zelda" }, { ...OPTIONS, tracker });
    track(invited, ANN, INVITED, { timestamp: new Date(Number.NaN), tracker });
    identify(plan, ANN, { email: "zelda@example.com" }, { tracker });
    identify(plan, ANN, { "zelda@example.com": "zelda" }, { tracker });
    await tracker?.shutdown();
    track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  }
  start({ personalData: "remove", debug: true, disabled: true });
  track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  start({ personalData: "remove", apiKey: "phc_y", host: "http://127.0.0.1:1", debug: true });
  track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  await tracker?.shutdown({ timeoutMs: 50 });
  expect(seen.length).toBeGreaterThan(20);
  expect(lines.some((line) => line.includes("not sent, tracking is off"))).toBe(true);
  expect(everything()).not.toMatch(PERSONAL);
  expect(everything()).not.toContain(KEY);
  expect(everything()).not.toContain(shortKey);
});

test("an option that cannot be read removes personal data, and says so", async () => {
  start({ personalData: "hashed" as "hash", debug: true });
  track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  await tracker?.flush();
  expect(lines).toContain(
    "[tracking-plan] The option personalData is not send, remove or hash. Personal data is removed.",
  );
  expect(everything()).not.toMatch(PERSONAL);
});

test("a key that is personal is named when the tracker starts, and its calls are refused", async () => {
  start({ personalData: "remove" });
  const line =
    "Keys are personal data in the plan and cannot be removed: family (family_email). Calls with these keys are refused.";
  expect(lines).toEqual([`[tracking-plan] ${line}`]);
  expect(groupIdentify(plan, "family", "zelda@example.com", { size: 4 }, { tracker })).toBe(false);
  expect(track(invited, ANN, INVITED, { ...OPTIONS, groups: { family: "zelda@example.com" }, tracker })).toBe(
    false,
  );
  const verified = withRules(invited, { personalKey: "email", idempotency: ["email"] });
  expect(track(verified, ANN, INVITED, { ...OPTIONS, tracker })).toBe(false);
  expect(tracker?.stats().refused).toEqual({ personal_key: 3 });
  await tracker?.flush();
  expect(endpoint.events).toEqual([]);
  expect(everything()).not.toMatch(PERSONAL);
  await tracker?.shutdown();
  start({});
  expect(groupIdentify(plan, "family", "zelda@example.com", { size: 4 }, { tracker })).toBe(true);
});

test("it comes before beforeSend", async () => {
  const got: unknown[] = [];
  start({
    personalData: "remove",
    beforeSend: (message) => {
      got.push(structuredClone(message.properties));
      return message;
    },
  });
  track(invited, ANN, INVITED, { ...OPTIONS, tracker });
  expect(got).toHaveLength(2);
  expect(JSON.stringify(got)).not.toMatch(PERSONAL);
});

test("what has become too large by hashing is refused, not lost", async () => {
  start({ personalData: "hash" });
  const tags = Array.from({ length: 20_000 }, (_, index) => `${index}`);
  expect(track(invited, ANN, { ...INVITED, tags }, { ...OPTIONS, tracker })).toBe(false);
  expect(tracker?.stats().refused).toEqual({ too_large: 1 });
});

test("a repeat is one event, with personal data and without", async () => {
  for (const personalData of ["send", "remove", "hash"] as const) {
    start({ personalData });
    track(invited, ANN, INVITED, { ...OPTIONS, tracker });
    await tracker?.shutdown();
  }
  const uuids = endpoint.events.map(({ uuid }) => uuid);
  expect(uuids).toHaveLength(6);
  expect(new Set(uuids).size).toBe(2);
});
