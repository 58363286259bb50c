/** Personal data that is not to be sent, by the generated helpers over the real posthog-js. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { type PostHogSite, startPostHogSite } from "../../support/browser/posthog-page.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";

const ADA = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";

/** Every value that the plan marks as personal, or that is copied or computed from one, has one of these in it. */
const PERSONAL = /zelda|1912-06-23|70717273/iu;

const PROPERTIES = {
  invitation_id: "inv_1",
  organization_id: "org_456",
  contact: "zelda@example.com",
  first_name: "Zelda",
  host_born_on: "1912-06-23",
  budget: 70717273,
  seats: 2,
  address: { street: "Zelda street 1", country: "DE" },
  emails: ["zelda@example.com"],
  guests: [{ email: "zelda@example.com", "full name": "Zelda", table: 1 }],
  by_table: { one: { street: "Zelda street 1", country: "DE" } },
  notes: { zelda: ["zelda"] },
};

const SEND = `
  helpers.identifyUser(posthog, "${ADA}", { email: "zelda@example.com", born_on: "1912-06-23", nickname: "Z." });
  return helpers.trackGuestInvited(posthog, ${JSON.stringify(PROPERTIES)}, { timestamp: new Date("2026-01-15T10:00:00Z") });
`;

describe.skipIf(skipWithoutBrowser("Personal data and posthog-js"))("personal data in Chromium", () => {
  let browser: Browser;
  let site: PostHogSite;
  beforeAll(async () => {
    browser = await openBrowser();
    site = await startPostHogSite(new URL("../../support/browser/personal-data.page.ts", import.meta.url));
  });
  afterAll(async () => {
    await site?.close();
    await browser?.close();
  });

  it("is on the wire, unless the page removes it: then it is in no request, and in no storage of the browser", async () => {
    const context = await browser.newContext();
    const { page, run } = await site.open(context, {});
    await run(`helpers.configureTracking({ personalData: "remove" });`);
    const { value, received } = await run(SEND);
    expect(value).toBe(true);
    expect(received.map(({ event }) => event).toSorted()).toEqual([
      "$groupidentify",
      "$identify",
      "guest_invited",
    ]);
    const sent = received.find(({ event }) => event === "guest_invited");
    expect(sent?.properties).toMatchObject({
      seats: 2,
      address: { country: "DE" },
      guests: [{ table: 1 }],
      plan_redacted: expect.arrayContaining(["contact", "address.street", "guests.full name"]) as unknown,
    });
    expect(received.find(({ event }) => event === "$identify")?.properties["$set"]).toMatchObject({
      nickname: "Z.",
    });
    expect(JSON.stringify(site.endpoint.requests)).not.toMatch(PERSONAL);
    const stored = await page.evaluate(
      "JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])",
    );
    expect(stored).not.toMatch(PERSONAL);
    await context.close();

    const other = await browser.newContext();
    const { received: all } = await (await site.open(other, {})).run(SEND);
    expect(all.find(({ event }) => event === "guest_invited")?.properties).toMatchObject(PROPERTIES);
    await other.close();
  });
});
