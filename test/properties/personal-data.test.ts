import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { stringify } from "yaml";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import type { PlanContract } from "../../src/runtime/definition.ts";
import type { TrackerOptions } from "../../src/runtime/options.ts";
import { createTracker as createOwnTracker } from "../../src/runtime/create-tracker.ts";
import type { Tracker } from "../../src/runtime/tracker.ts";
import { bundleGenerated, readPlanText } from "../support/bundle-generated.ts";
import { FakePostHog } from "../unit/emit/typescript/fake-posthog.ts";
import { loadModule } from "../vectors/load-vectors.ts";
import { runs } from "../support/fast-check-runs.ts";

/**
 * Personal data that is not to be sent, in random plans with random values: each value says in itself whether it is personal, and
 * everything that leaves either side, or is logged, is searched for it.
 */

const KEY = "0123456789abcdef0123456789abcdef";
const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const AT = new Date("2026-01-15T12:00:00Z");

/** What a personal value looks like, as text and as a number. */
const SECRET = /secret|70717273/iu;

/** A property as the plan has it, a value for it, and whether anything personal is in it. */
interface Made {
  readonly body: object;
  readonly value: unknown;
}

const text = fc
  .constantFrom("secret@Example.com", " Secret street 1", "se\u0301 secret", "SECRET")
  .map((value) => ({
    body: { type: "string", pii: "personal" },
    value,
  }));
const personal: fc.Arbitrary<Made> = fc.oneof(
  text,
  fc.constant({ body: { type: "email" }, value: "secret@example.com" }),
  fc.constant({ body: { type: "url", pii: "personal" }, value: "https://secret.example.com/" }),
  fc.constantFrom("number", "integer").map((type) => ({ body: { type, pii: "personal" }, value: 70717273 })),
  fc.constant({ body: { type: "enum", values: ["secret"], pii: "personal" }, value: "secret" }),
  fc.constant({ body: { type: "json", pii: "personal" }, value: { secret: ["secret", 70717273] } }),
  fc.constant({
    body: { type: "array", items: { type: "string" }, pii: "personal" },
    value: ["secret", "another secret"],
  }),
  fc.constant({ body: { type: "array", items: { use: "mark" } }, value: ["secret", "another secret"] }),
  fc.constant({ body: { type: "array", items: { type: "email" } }, value: ["secret@example.com"] }),
  fc.constant({ body: { type: "map", items: { use: "mark" } }, value: { key: "secret" } }),
  fc.constant({
    body: { type: "map", items: { type: "number" }, pii: "personal" },
    value: { secret: 70717273 },
  }),
  fc.constant({ body: { use: "mark" }, value: "secret" }),
  fc.constant({ body: { use: "mark", nullable: true }, value: null }),
);
const impersonal: fc.Arbitrary<Made> = fc.oneof(
  fc.string({ maxLength: 8 }).map((value) => ({ body: { type: "string" }, value: `open ${value}` })),
  fc.integer({ min: 0, max: 999 }).map((value) => ({ body: { type: "integer" }, value })),
  fc.boolean().map((value) => ({ body: { type: "boolean" }, value })),
  fc.constant({ body: { type: "array", items: { type: "string" } }, value: ["open"] }),
);

/** Objects, arrays and maps of objects, in each other, with what is personal and what is not beside it. */
const { property } = fc.letrec<{ property: Made; object: Made }>((tie) => ({
  property: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: personal },
    { weight: 2, arbitrary: impersonal },
    { weight: 1, arbitrary: tie("object") },
    {
      weight: 1,
      arbitrary: tie("object").map(({ body, value }) => ({
        body: { type: "array", items: body },
        value: [value, value],
      })),
    },
    {
      weight: 1,
      arbitrary: tie("object").map(({ body, value }) => ({
        body: { type: "map", items: body },
        value: { a: value },
      })),
    },
  ),
  object: fc.array(tie("property"), { minLength: 1, maxLength: 3 }).map((inner) => ({
    body: {
      type: "object",
      properties: Object.fromEntries(inner.map((made, index) => [`inner ${index}`, made.body])),
    },
    value: Object.fromEntries(inner.map((made, index) => [`inner ${index}`, made.value])),
  })),
}));

const event = fc.record({
  properties: fc.array(property, { minLength: 1, maxLength: 5 }),
  /** Of one text and one number that are personal, or of one that only a person's property makes personal. */
  derives: fc.subarray(["sets", "groups", "once", "computed", "revenue"] as const),
  keyed: fc.boolean(),
});

type Call = (...args: readonly unknown[]) => boolean;

interface Sides {
  readonly server: Readonly<Record<string, Call>> & {
    readonly createTracker: (options: TrackerOptions) => Tracker;
    readonly plan: PlanContract;
  };
  readonly browser: Readonly<Record<string, Call>>;
}

function planOf({
  properties,
  derives,
  keyed,
}: typeof event extends fc.Arbitrary<infer T> ? T : never): string {
  const has = (what: (typeof derives)[number]): boolean => derives.includes(what);
  return stringify({
    plan: 1,
    name: "random",
    identity: { user_id: { format: "uuid", prefix: "user_" } },
    groups: {
      team: {
        key: "team_id",
        properties: {
          owner: { type: "string", pii: "personal", optional: true },
          copy: { type: "string", optional: true },
        },
      },
    },
    person: {
      marked: { use: "mark", optional: true },
      copy: { type: "string", optional: true },
      first: { type: "string", optional: true },
    },
    properties: {
      mark: { type: "string", pii: "personal", description: "Marked." },
      team_id: { type: "string", description: "The team." },
    },
    events: {
      happened: {
        source: "both",
        owner_side: "server",
        idempotency: keyed ? { key: ["id"] } : { key: "caller" },
        sets: {
          ...(has("sets") && { person: { marked: "plain", copy: "a" } }),
          ...(has("once") && { person_once: { first: "a" } }),
          ...(has("groups") && { groups: { team: { owner: "plain", copy: "a" } } }),
        },
        ...(has("revenue") && { revenue: { amount: "amount", currency: "EUR" } }),
        properties: {
          id: { type: "string" },
          team_id: null,
          a: { use: "mark" },
          plain: has("sets") || has("groups") ? { type: "string" } : { type: "string", pii: "personal" },
          amount: { type: "number", pii: "personal" },
          ...(has("computed") && {
            sum: { type: "number", computed: "amount + 0" },
            chosen: { type: "string", computed: "amount > 1 ? a : plain" },
          }),
          ...Object.fromEntries(properties.map(({ body }, index) => [`property ${index}`, body])),
        },
      },
    },
  });
}

let endpoint: PostHogEndpoint;
beforeAll(async () => {
  endpoint = await startPostHogEndpoint();
});
afterAll(async () => {
  await endpoint.close();
});

/** Searches everything for a personal value. */
const leaks = (...things: unknown[]): string[] =>
  things.map((thing) => JSON.stringify(thing)).filter((json) => SECRET.test(json));

test("no personal value leaves a server or a browser, is logged or is shown to a callback", async () => {
  vi.stubEnv("TRACKING_PLAN_HASH_KEY", KEY);
  await fc.assert(
    fc.asyncProperty(
      event,
      fc.constantFrom("remove" as const, "hash" as const),
      async (made, personalData) => {
        const entry = 'export * as server from "./index.js"; export * as browser from "./browser.js";';
        const { server, browser } = await loadModule<Sides>(
          await bundleGenerated(readPlanText(planOf(made)), { entry, platform: "node", format: "esm" }),
        );
        const properties = {
          id: "1",
          team_id: "team_1",
          a: "secret@example.com",
          plain: "plain secret",
          amount: 70717273,
          ...Object.fromEntries(made.properties.map(({ value }, index) => [`property ${index}`, value])),
        };
        const options = { timestamp: AT, ...(!made.keyed && { idempotencyKey: "1" }) };

        const seen: string[] = [];
        const see = (value: unknown): void => void seen.push(JSON.stringify(value));
        // The sources' own, which finds posthog-node: what is generated was loaded from memory.
        const tracker = createOwnTracker(server.plan, {
          apiKey: "phc_x",
          host: endpoint.url,
          handleSignals: false,
          debug: true,
          personalData,
          log: see,
          onRefused: see,
          onDelivery: see,
          onLoss: see,
        });
        const [before, first] = [endpoint.requests.length, endpoint.events.length];
        expect(server["trackHappened"]?.(ID, properties, { ...options, tracker })).toBe(true);
        server["identifyUser"]?.(ID, { marked: "secret", copy: "open" }, { tracker });
        server["groupIdentify"]?.("team", "team_1", { owner: "secret", copy: "open" }, { tracker });
        // Broken values say where they are, and no more.
        server["trackHappened"]?.(
          ID,
          { ...properties, id: "2", a: 70717273, amount: "secret", other: "secret" },
          { ...options, tracker },
        );
        const { delivered, accepted } = await tracker.shutdown();
        expect(delivered).toBe(accepted);
        const sent = endpoint.requests.slice(before).map(({ body }) => body);

        browser["configureTracking"]?.({ personalData: "remove" });
        const posthog = new FakePostHog({ id: ID, state: "identified" });
        expect(browser["trackHappened"]?.(posthog, properties, options)).toBe(true);
        browser["identifyUser"]?.(posthog, ID, { marked: "secret", copy: "open" });
        const [inBrowser] = posthog.captured;

        expect(leaks(sent, seen, posthog.captured, posthog.calls)).toEqual([]);

        const onServer = endpoint.events[first];
        expect(onServer?.properties["plan_redacted"]).toEqual(inBrowser?.properties?.["plan_redacted"]);
        expect(onServer?.uuid).toBe(inBrowser?.options?.uuid);
        const email = createHmac("sha256", KEY).update("secret@example.com").digest("hex");
        expect(onServer?.properties["a"]).toBe(personalData === "hash" ? email : undefined);

        // Sent as it is, the same event has it: the search does find it.
        const open = createOwnTracker(server.plan, {
          apiKey: "phc_x",
          host: endpoint.url,
          handleSignals: false,
          log: () => {},
        });
        server["trackHappened"]?.(ID, properties, { ...options, tracker: open });
        await open.shutdown();
        expect(leaks(endpoint.requests.at(-1)?.body)).toHaveLength(1);
      },
    ),
    { numRuns: runs(20) },
  );
});
