/** What the generated browser helpers rely on in posthog-js, shown with the real one. */
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { type PostHogSite, startPostHogSite } from "../../support/browser/posthog-page.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";

const UUID = "0197b7a0-0000-5000-8000-000000000001";
const STATE = `({ id: posthog.get_distinct_id(), state: posthog.get_property("$user_state") })`;

function idsOf(events: readonly ReceivedEvent[]): (readonly [string, string])[] {
  return events.map(({ event, distinctId }) => [event, distinctId]);
}

describe.skipIf(skipWithoutBrowser("What helpers rely on in posthog-js"))("posthog-js in Chromium", () => {
  let browser: Browser;
  let site: PostHogSite;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await openBrowser();
    site = await startPostHogSite(new URL("../../support/browser/posthog-js.page.ts", import.meta.url));
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(() => context?.close());
  afterAll(async () => {
    await site?.close();
    await browser?.close();
  });

  describe("who the person is", () => {
    it("is told by the id and by $user_state, both public", async () => {
      const { run } = await site.open(context, {});
      const visitor = await run(`return ${STATE};`);
      const person = await run(`posthog.identify("user_a"); return ${STATE};`);
      expect(visitor.value).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/u), state: "anonymous" });
      expect(person.value).toEqual({ id: "user_a", state: "identified" });
    });

    it("merges the visitor at the first identify, and sends nothing at the same again", async () => {
      const { run } = await site.open(context, {});
      const { value: visitor } = await run("return posthog.get_distinct_id();");
      const { received } = await run(
        `posthog.identify("user_a", { plan: "pro" }); posthog.identify("user_a", { plan: "pro" });`,
      );
      expect(received).toMatchObject([
        {
          event: "$identify",
          distinctId: "user_a",
          properties: { $anon_distinct_id: visitor, $set: { plan: "pro" } },
        },
      ]);
    });

    it("switches without a merge when another person is identified", async () => {
      const { run } = await site.open(context, {});
      await run(`posthog.identify("user_a");`);
      const { received, value } = await run(
        `posthog.identify("user_b"); posthog.capture("clicked"); return ${STATE};`,
      );
      expect(idsOf(received)).toEqual([["clicked", "user_b"]]);
      expect(value).toEqual({ id: "user_b", state: "identified" });
    });

    it("merges a visitor of his own when the browser was reset before", async () => {
      const { run } = await site.open(context, {});
      await run(`posthog.identify("user_a");`);
      const { received, value } = await run(
        `posthog.capture("before"); posthog.reset(); const visitor = posthog.get_distinct_id(); posthog.identify("user_b"); return visitor;`,
      );
      // Two requests, in either order on a busy machine.
      expect(received.toSorted((one, other) => (one.event < other.event ? -1 : 1))).toMatchObject([
        { event: "$identify", distinctId: "user_b", properties: { $anon_distinct_id: value } },
        // What waited to be sent stays with the person who did it.
        { event: "before", distinctId: "user_a" },
      ]);
    });

    it.each(["GUEST", " user_a ", "anonymous", "a\nb"])("takes the id %j, which is nobody's", async (id) => {
      const { run } = await site.open(context, {});
      const { received } = await run(`posthog.identify(${JSON.stringify(id)});`);
      expect(idsOf(received)).toEqual([["$identify", id]]);
    });

    it.each(["", "null", "undefined"])("refuses the id %j", async (id) => {
      const { run } = await site.open(context, {});
      const { received, value } = await run(`posthog.identify(${JSON.stringify(id)}); return ${STATE};`);
      expect({ received, value }).toMatchObject({ received: [], value: { state: "anonymous" } });
    });

    it("is another one in another tab, until that is loaded again", async () => {
      const tabs = [await site.open(context, {}), await site.open(context, {})] as const;
      await tabs[0].run(`posthog.identify("user_a");`);
      expect((await tabs[1].run(`return ${STATE};`)).value).toMatchObject({ state: "anonymous" });
      const later = await site.open(context, {});
      expect((await later.run(`return ${STATE};`)).value).toEqual({ id: "user_a", state: "identified" });
    });

    it("is nobody before posthog-js has started, and no call throws", async () => {
      const { run } = await site.open(context);
      const { value } = await run(
        `return [posthog.capture("clicked"), posthog.identify("user_a"), posthog.reset(), posthog.get_distinct_id(), posthog.get_property("$user_state")].map(String);`,
      );
      expect(value).toEqual(Array(5).fill("undefined"));
    });
  });

  describe("an event with a uuid", () => {
    it("has it, and its time, and overtakes what waits to be sent", async () => {
      const { run } = await site.open(context, {});
      const { received } = await run(`
        posthog.capture("first");
        posthog.capture("keyed", { $ignore_sent_at: true }, { uuid: "${UUID}", timestamp: new Date("2026-11-20T10:00:00Z") });
      `);
      expect(received.map(({ event }) => event)).toEqual(["keyed", "first"]);
      expect(received[0]).toMatchObject({
        uuid: UUID,
        timestamp: "2026-11-20T10:00:00.000Z",
        properties: { $ignore_sent_at: true, $event_time_override_provided: true },
      });
    });

    it("gets another where it is no uuid", async () => {
      const { run } = await site.open(context, {});
      const { received } = await run(`posthog.capture("keyed", {}, { uuid: "key-1" });`);
      expect(received).toMatchObject([{ event: "keyed", uuid: expect.stringMatching(/^[0-9a-f-]{36}$/u) }]);
    });

    it.each([
      [29, "goes on"],
      [31, "ends"],
    ])("and a time %i minutes ago: the session %s", async (minutes, what) => {
      const { run } = await site.open(context, {});
      const { value } = await run(`
        posthog.capture("first");
        const before = posthog.get_session_id();
        posthog.capture("keyed", {}, { timestamp: new Date(Date.now() - ${minutes} * 60_000) });
        posthog.capture("last");
        return before === posthog.get_session_id();
      `);
      expect(value).toBe(what === "goes on");
    });

    it("waits its turn and keeps the session when before_send gives it both", async () => {
      const { run } = await site.open(context, {});
      const { received, value } = await run(`
        posthog.set_config({ before_send: (event) =>
          event.event === "keyed"
            ? { ...event, uuid: "${UUID}", timestamp: new Date("2026-11-20T10:00:00Z") }
            : event });
        posthog.capture("first");
        const before = posthog.get_session_id();
        posthog.capture("keyed");
        posthog.capture("last");
        return before === posthog.get_session_id();
      `);
      expect(received.map(({ event }) => event)).toEqual(["first", "keyed", "last"]);
      expect(received[1]).toMatchObject({ uuid: UUID, timestamp: "2026-11-20T10:00:00.000Z" });
      expect(value).toBe(true);
    });
  });

  describe("requests to the own backend", () => {
    const headers = { tracing_headers: ["127.0.0.1"] };
    const call = `await fetch("/api/x"); return { session: posthog.get_session_id(), id: posthog.get_distinct_id() };`;

    it("carry neither session nor id until posthog-js has loaded a script for it", async () => {
      const { run } = await site.open(context, headers);
      await run(call);
      expect(Object.keys(site.calls.at(-1) ?? {}).filter((name) => name.startsWith("x-posthog"))).toEqual([]);
    });

    it("carry both from the first on where the page bundles that script", async () => {
      const bundled = await startPostHogSite(
        new URL("../../support/browser/tracing-headers.page.ts", import.meta.url),
      );
      try {
        const { run } = await bundled.open(context, headers);
        const { value } = await run(call);
        const { "x-posthog-session-id": session, "x-posthog-distinct-id": id } = bundled.calls.at(-1) ?? {};
        expect({ session, id }).toEqual(value);
      } finally {
        await bundled.close();
      }
    });
  });
});
