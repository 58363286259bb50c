/** The generated helpers over the real posthog-js. */
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventUuid } from "../../../generated/user-id.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { type PostHogSite, startPostHogSite } from "../../support/browser/posthog-page.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";

const ADA = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const BOB = "user_7d444840-9dc0-41d1-b245-5ffdce74fad2";
const AT = "2026-01-15T10:00:00.000Z";

const SIGN_UP = `helpers.trackUserCreated(posthog, { organization_id: "org_456" }, {
  timestamp: new Date("${AT}"),
  onRefused: ({ reason }) => reasons.push(reason),
})`;

describe.skipIf(skipWithoutBrowser("The helpers over posthog-js"))("the helpers in Chromium", () => {
  let browser: Browser;
  let site: PostHogSite;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await openBrowser();
    site = await startPostHogSite(new URL("../../support/browser/helpers.page.ts", import.meta.url));
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(() => context?.close());
  afterAll(async () => {
    await site?.close();
    await browser?.close();
  });

  it("identify a person once, under one spelling, also on the next page", async () => {
    const { run } = await site.open(context, {});
    const first = await run(`
      return ["${ADA}", "${ADA}", "${ADA.slice("user_".length).toUpperCase()}"].map((id) => helpers.identifyUser(posthog, id, { plan: "pro" }));
    `);
    expect(first.value).toEqual([true, true, true]);
    expect(first.received).toMatchObject([
      { event: "$identify", distinctId: ADA, properties: { $set: { plan: "pro" } } },
    ]);
    const next = await site.open(context, {});
    const second = await next.run(`return helpers.identifyUser(posthog, "${ADA}");`);
    expect(second).toEqual({ value: true, received: [] });
  });

  it("make of the next person on the same browser a visitor first, who is merged with nobody else", async () => {
    const { run } = await site.open(context, {});
    await run(`helpers.identifyUser(posthog, "${ADA}");`);
    const { received } = await run(`helpers.identifyUser(posthog, "${BOB}");`);
    expect(received).toMatchObject([{ event: "$identify", distinctId: BOB }]);
    const visitor = received[0]?.properties["$anon_distinct_id"];
    expect(visitor).toMatch(/^[0-9a-f-]{36}$/u);
    const merged = site.endpoint.events.map(({ properties }) => properties["$anon_distinct_id"]);
    expect(merged.filter((id) => id === visitor)).toHaveLength(1);
  });

  it.each(["guest", "GUEST", `${ADA} `, "ada@example.com", "null", "", "[object Object]"])(
    "refuse the id %j, and send nothing",
    async (id) => {
      const { run } = await site.open(context, {});
      const { value, received } = await run(`
        const reasons = [];
        const onRefused = ({ reason }) => reasons.push(reason);
        const accepted = helpers.identifyUser(posthog, ${JSON.stringify(id)}, {}, { onRefused });
        return { accepted, reasons, state: posthog.get_property("$user_state") };
      `);
      expect(value).toEqual({ accepted: false, reasons: ["invalid_user_id"], state: "anonymous" });
      expect(received).toEqual([]);
    },
  );

  it("refuse what they cannot do before posthog-js has started", async () => {
    const { run } = await site.open(context);
    const { value } = await run(`
      const reasons = [];
      const onRefused = ({ reason }) => reasons.push(reason);
      return [helpers.identifyUser(posthog, "${ADA}", {}, { onRefused }), ${SIGN_UP}, helpers.logOut(posthog), reasons];
    `);
    expect(value).toEqual([false, false, undefined, ["not_started", "not_started"]]);
  });

  it("send an event with a key of a person only, and under the server's uuid", async () => {
    const { run } = await site.open(context, {});
    const { value, received } = await run(`
      const reasons = [];
      const before = ${SIGN_UP};
      helpers.identifyUser(posthog, "${ADA}");
      const during = ${SIGN_UP};
      helpers.logOut(posthog);
      return { before, during, after: ${SIGN_UP}, reasons };
    `);
    expect(value).toEqual({
      before: false,
      during: true,
      after: false,
      reasons: ["not_identified", "not_identified"],
    });
    expect(received.filter(({ event }) => event === "user_created")).toMatchObject([
      {
        distinctId: ADA,
        uuid: eventUuid("user_created", ADA, []),
        timestamp: AT,
        properties: {
          signup_method: "email",
          organization_id: "org_456",
          $groups: { organization: "org_456" },
          $set: { signup_method: "email" },
          $ignore_sent_at: true,
        },
      },
    ]);
  });
});
