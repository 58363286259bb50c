import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rawSide } from "../../../scripts/identity-story/sides.ts";
import { renderStoryTable } from "../../../scripts/identity-story/story-table.ts";
import { ACCOUNT_IDS } from "../../../scripts/identity-story/story.ts";
import { tellStory, type ToldStory } from "../../../scripts/identity-story/tell-story.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";

const ANONYMOUS_ID = expect.stringMatching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/u,
);

describe.skipIf(skipWithoutBrowser("The story of two people and one browser"))(
  "two people and one browser",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    describe("with posthog-js and posthog-node by hand", () => {
      let told: ToldStory;
      beforeAll(async () => {
        told = await tellStory(browser, rawSide);
      });

      it("gives more people and more events than there were", () => {
        expect(renderStoryTable([told])).toBe(
          `
| Step                                          | In truth           | By hand            |
| --------------------------------------------- | ------------------ | ------------------ |
| Ada looks at the page, not logged in          | 1 person, 0 events | 1 person, 0 events |
| She signs up; page and backend both report it | 1 person, 1 event  | 2 people, 2 events |
| She uses a feature in the page                | 1 person, 2 events | 2 people, 3 events |
| The backend completes a workflow for her      | 1 person, 3 events | 2 people, 4 events |
| She pays; Stripe delivers the webhook 3 times | 1 person, 4 events | 3 people, 7 events |
| She logs out                                  | 1 person, 4 events | 3 people, 7 events |
| Bob opens the page in the same browser        | 2 people, 4 events | 3 people, 7 events |
| He logs in to the account that he has         | 2 people, 4 events | 3 people, 7 events |
| He uses a feature in the page                 | 2 people, 5 events | 4 people, 8 events |
| The backend completes a workflow for him      | 2 people, 6 events | 5 people, 9 events |
| Events in a stranger's profile                | 0 events           | 1 event            |
`.trim(),
        );
      });

      it("makes two of each person, and one of the group", () => {
        const { persons, anonymous, warnings } = told.report;
        expect(
          persons.map(({ distinctIds, events }) => [distinctIds, events.map(({ event }) => event)]),
        ).toEqual([
          [
            ["ada@example.com", ANONYMOUS_ID],
            // The last page view is Bob's: nothing was reset when Ada logged out.
            ["$pageview", "$identify", "user_created", "feature_used", "$pageview"],
          ],
          [[ACCOUNT_IDS.Ada], ["user_created", "workflow_completed", ...Array(3).fill("checkout_completed")]],
          [["$organization_org_456"], Array(3).fill("$groupidentify")],
          [["bob@example.com"], ["feature_used"]],
          [[ACCOUNT_IDS.Bob], ["workflow_completed"]],
        ]);
        expect({ anonymous, warnings }).toEqual({ anonymous: [], warnings: [] });
      });
    });
  },
);
