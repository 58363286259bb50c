import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatedSide, rawSide } from "../../../scripts/identity-story/sides.ts";
import { renderStoryTable } from "../../../scripts/identity-story/story-table.ts";
import { ACCOUNT_IDS, DELIVERIES, ORGANIZATION_ID } from "../../../scripts/identity-story/story.ts";
import { tellStory, type ToldStory } from "../../../scripts/identity-story/tell-story.ts";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";

const ANONYMOUS_ID = expect.stringMatching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/u,
);

const ID_OF_ADA = `user_${ACCOUNT_IDS.Ada.toLowerCase()}`;
const ID_OF_BOB = `user_${ACCOUNT_IDS.Bob.toLowerCase()}`;

function receivedOf({ steps }: ToldStory): readonly ReceivedEvent[] {
  return steps.flatMap(({ received }) => received);
}

describe.skipIf(skipWithoutBrowser("The story of two people and one browser"))(
  "two people and one browser",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    let byHand: ToldStory;
    let generated: ToldStory;
    beforeAll(async () => {
      byHand = await tellStory(browser, rawSide);
      generated = await tellStory(browser, generatedSide);
    });

    it("are two people with the generated helpers, each event once, and more of both by hand", () => {
      expect(renderStoryTable([byHand, generated])).toBe(
        `
| Step                                          | In truth           | By hand            | Generated helpers  |
| --------------------------------------------- | ------------------ | ------------------ | ------------------ |
| Ada looks at the page, not logged in          | 1 person, 0 events | 1 person, 0 events | 1 person, 0 events |
| She signs up; page and backend both report it | 1 person, 1 event  | 2 people, 2 events | 1 person, 1 event  |
| She uses a feature in the page                | 1 person, 2 events | 2 people, 3 events | 1 person, 2 events |
| The backend completes a workflow for her      | 1 person, 3 events | 2 people, 4 events | 1 person, 3 events |
| She pays; Stripe delivers the webhook 3 times | 1 person, 4 events | 3 people, 7 events | 1 person, 4 events |
| She logs out                                  | 1 person, 4 events | 3 people, 7 events | 1 person, 4 events |
| Bob opens the page in the same browser        | 2 people, 4 events | 3 people, 7 events | 2 people, 4 events |
| He logs in to the account that he has         | 2 people, 4 events | 3 people, 7 events | 2 people, 4 events |
| He uses a feature in the page                 | 2 people, 5 events | 4 people, 8 events | 2 people, 5 events |
| The backend completes a workflow for him      | 2 people, 6 events | 5 people, 9 events | 2 people, 6 events |
| Events in a stranger's profile                | 0 events           | 1 event            | 0 events           |
`.trim(),
      );
    });

    describe("with the generated helpers", () => {
      it("are two people and no third, each with the visits before the login", () => {
        const { persons, anonymous, warnings } = generated.report;
        expect(persons.map(({ distinctIds }) => distinctIds)).toEqual([
          [ID_OF_ADA, ANONYMOUS_ID],
          [ID_OF_BOB, ANONYMOUS_ID],
        ]);
        expect({ anonymous, warnings }).toEqual({ anonymous: [], warnings: [] });
      });

      it("have each event once in their profiles", () => {
        const own = generated.report.persons.map(({ events }) =>
          events.map(({ event }) => event).filter((event) => !event.startsWith("$")),
        );
        expect(own.map((events) => [...new Set(events)].toSorted())).toEqual([
          ["checkout_completed", "feature_used", "user_created", "workflow_completed"],
          ["feature_used", "workflow_completed"],
        ]);
      });

      it("send the sign-up from both sides, as one event", () => {
        const sent = receivedOf(generated).filter(({ event }) => event === "user_created");
        expect(sent.map(({ properties }) => properties["$lib"]).toSorted()).toEqual(["posthog-node", "web"]);
        const [first, second] = sent.map(({ uuid, distinctId, timestamp, properties }) => ({
          uuid,
          distinctId,
          timestamp: new Date(timestamp ?? "").toISOString(),
          organization: properties["organization_id"],
          method: properties["signup_method"],
          groups: properties["$groups"],
          set: (properties["$set"] as Record<string, unknown>)["signup_method"],
          ignoresSentAt: properties["$ignore_sent_at"],
        }));
        expect(first).toEqual(second);
        expect(first).toMatchObject({
          distinctId: ID_OF_ADA,
          organization: ORGANIZATION_ID,
          ignoresSentAt: true,
        });
      });

      it("send the webhook's event under one uuid, however often it is delivered", () => {
        const sent = receivedOf(generated).filter(({ event }) => event === "checkout_completed");
        expect(new Set(sent.map(({ uuid }) => uuid)).size).toBe(1);
        const groups = receivedOf(generated).filter(({ event }) => event === "$groupidentify");
        expect(groups.map(({ distinctId }) => distinctId)).toEqual(Array(DELIVERIES).fill(ID_OF_ADA));
      });

      it("link the backend's events to the session of the page", () => {
        for (const who of ["Ada", "Bob"] as const) {
          const theirs = generated.steps
            .filter(({ step }) => step.who === who)
            .flatMap(({ received }) => received);
          const inPage = theirs.find(({ event }) => event === "feature_used")?.properties["$session_id"];
          const onServer = theirs.find(({ event }) => event === "workflow_completed")?.properties[
            "$session_id"
          ];
          expect(inPage).toMatch(/^[0-9a-f-]{36}$/u);
          expect(onServer).toBe(inPage);
        }
      });
    });

    describe("with posthog-js and posthog-node by hand", () => {
      it("makes two of each person, and one of the group", () => {
        const { persons, anonymous, warnings } = byHand.report;
        // By name: whose first event arrives first is up to two senders.
        const byName = persons.map(({ distinctIds: [name, ...others], events }) => [
          name,
          { others, events: events.map(({ event }) => event) },
        ]);
        expect(Object.fromEntries(byName)).toEqual({
          "ada@example.com": {
            others: [ANONYMOUS_ID],
            // The last page view is Bob's: nothing was reset when Ada logged out.
            events: ["$pageview", "$identify", "user_created", "feature_used", "$pageview"],
          },
          [ACCOUNT_IDS.Ada]: {
            others: [],
            events: ["user_created", "workflow_completed", ...Array(3).fill("checkout_completed")],
          },
          $organization_org_456: { others: [], events: Array(3).fill("$groupidentify") },
          "bob@example.com": { others: [], events: ["feature_used"] },
          [ACCOUNT_IDS.Bob]: { others: [], events: ["workflow_completed"] },
        });
        expect({ anonymous, warnings }).toEqual({ anonymous: [], warnings: [] });
      });
    });
  },
);
