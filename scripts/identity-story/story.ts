/**
 * One story of two people and one browser, in steps, with what each step adds in truth. It is the plan of this
 * repository that the product follows.
 */
import type { Checkout } from "./side.ts";

export type Who = "Ada" | "Bob";

/** People, and events of the product (PostHog's own, such as `$pageview`, are not counted). */
export interface Count {
  readonly people: number;
  readonly events: number;
}

/** What a step may do. */
export interface Stage {
  /** Opens the product's page anew, in the one browser of the story. */
  readonly visit: () => Promise<void>;
  /** Clicks a button of the page by its label. */
  readonly click: (label: string) => Promise<void>;
  /** Delivers Stripe's webhook to the backend. */
  readonly deliver: (checkout: Checkout) => Promise<void>;
}

export interface Step {
  readonly title: string;
  /** Whose doing it is: all events of the step are theirs. */
  readonly who: Who;
  readonly adds: Count;
  readonly act: (stage: Stage) => Promise<void>;
}

/** The accounts' keys, as a database spells them that prints them in capitals (SQL Server does). */
export const ACCOUNT_IDS: Readonly<Record<Who, string>> = {
  Ada: "0E984725-C51C-4BF4-9960-E1C80E27ABA0",
  Bob: "7D444840-9DC0-41D1-B245-5FFDCE74FAD2",
};

export const EMAILS: Readonly<Record<Who, string>> = {
  Ada: "ada@example.com",
  Bob: "bob@example.com",
};

/** Both work for it. */
export const ORGANIZATION_ID = "org_456";

/** How often Stripe delivers the one webhook of the story. */
export const DELIVERIES = 3;

const NOTHING: Count = { people: 0, events: 0 };
const ONE_EVENT: Count = { people: 0, events: 1 };

export const STORY: readonly Step[] = [
  {
    title: "Ada looks at the page, not logged in",
    who: "Ada",
    adds: { people: 1, events: 0 },
    act: (stage) => stage.visit(),
  },
  {
    title: "She signs up; page and backend both report it",
    who: "Ada",
    adds: ONE_EVENT,
    act: (stage) => stage.click("Sign up as Ada"),
  },
  {
    title: "She uses a feature in the page",
    who: "Ada",
    adds: ONE_EVENT,
    act: (stage) => stage.click("Export"),
  },
  {
    title: "The backend completes a workflow for her",
    who: "Ada",
    adds: ONE_EVENT,
    act: (stage) => stage.click("Run workflow"),
  },
  {
    title: `She pays; Stripe delivers the webhook ${DELIVERIES} times`,
    who: "Ada",
    adds: ONE_EVENT,
    act: async (stage) => {
      const checkout: Checkout = {
        sessionId: "cs_test_a1b2c3",
        clientReferenceId: ACCOUNT_IDS.Ada,
        organizationId: ORGANIZATION_ID,
        amountUsd: 50,
        createdAt: new Date().toISOString(),
      };
      for (let delivery = 0; delivery < DELIVERIES; delivery += 1) await stage.deliver(checkout);
    },
  },
  {
    title: "She logs out",
    who: "Ada",
    adds: NOTHING,
    act: (stage) => stage.click("Log out"),
  },
  {
    title: "Bob opens the page in the same browser",
    who: "Bob",
    adds: { people: 1, events: 0 },
    act: (stage) => stage.visit(),
  },
  {
    title: "He logs in to the account that he has",
    who: "Bob",
    adds: NOTHING,
    act: (stage) => stage.click("Log in as Bob"),
  },
  {
    title: "He uses a feature in the page",
    who: "Bob",
    adds: ONE_EVENT,
    act: (stage) => stage.click("Export"),
  },
  {
    title: "The backend completes a workflow for him",
    who: "Bob",
    adds: ONE_EVENT,
    act: (stage) => stage.click("Run workflow"),
  },
];
