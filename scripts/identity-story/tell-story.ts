import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { bundlePage } from "../../test/support/browser/bundle-page.ts";
import { uniqueEvents } from "../../src/endpoint/deduplicate.ts";
import { type PersonsReport, settlePersons } from "../../src/endpoint/persons.ts";
import type { ReceivedEvent } from "../../src/endpoint/received.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { type ProductServer, startProductServer } from "./product-server.ts";
import type { Account, Backend, Side } from "./side.ts";
import {
  ACCOUNT_IDS,
  type Count,
  EMAILS,
  ORGANIZATION_ID,
  type Stage,
  STORY,
  type Step,
  type Who,
} from "./story.ts";

/** What PostHog had received and made of it when a step was over. */
export interface ToldStep {
  readonly step: Step;
  /** The events that arrived in this step. */
  readonly received: readonly ReceivedEvent[];
  /** What PostHog counts now, from the beginning on. */
  readonly counted: Count;
}

/** The story as PostHog has it in the end. */
export interface ToldStory {
  readonly side: string;
  readonly steps: readonly ToldStep[];
  readonly report: PersonsReport;
  /** How many events stand in the profile of somebody who did not do them. */
  readonly misattributed: number;
}

/** How long the events of one step may take to arrive. */
const ARRIVAL_TIMEOUT_MS = 10_000;

/**
 * Tells the story with one side: a fresh browser profile, a page, a backend, and one PostHog endpoint that both send to.
 *
 * @throws Error when an event does not arrive, or the endpoint refuses one.
 */
export async function tellStory(browser: Browser, side: Side): Promise<ToldStory> {
  const script = await bundlePage(side.page);
  const endpoint = await startPostHogEndpoint();
  const backend = side.startBackend(endpoint.url);
  const settings = { posthogHost: endpoint.url };
  const server = await startProductServer({ script, settings, backend, accounts: makeAccounts() });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const steps: ToldStep[] = [];
    for (const step of STORY) {
      const before = endpoint.events.length;
      await step.act(makeStage(page, server));
      await settle(page, backend, endpoint);
      steps.push({ step, received: endpoint.events.slice(before), counted: count(endpoint.events) });
    }
    const report = settlePersons(endpoint.events);
    return { side: side.name, steps, report, misattributed: countMisattributed(steps, report) };
  } finally {
    await context.close();
    await server.close();
    await backend.close();
    await endpoint.close();
  }
}

/** The people whom PostHog counts as unique users, and the product's events that it keeps. */
function count(events: readonly ReceivedEvent[]): Count {
  const { persons, anonymous } = settlePersons(events);
  return {
    people: persons.length + anonymous.length,
    events: uniqueEvents(events).filter(({ event }) => !event.startsWith("$")).length,
  };
}

/** A profile is theirs whose event came first; what others did does not belong in it. */
function countMisattributed(steps: readonly ToldStep[], { persons }: PersonsReport): number {
  const doers = new Map<object, Who>(
    steps.flatMap(({ step, received }) => received.map((event) => [event, step.who] as const)),
  );
  return persons
    .map(({ events: [first, ...rest] }) =>
      rest.filter((event) => doers.get(event) !== doers.get(first ?? event)),
    )
    .reduce((sum, strays) => sum + strays.length, 0);
}

function makeStage(page: Page, server: ProductServer): Stage {
  return {
    visit: async () => {
      await page.goto(server.url);
    },
    click: (label) => page.getByRole("button", { name: label, exact: true }).click(),
    deliver: async (checkout) => {
      const body = JSON.stringify(checkout);
      const { ok, status } = await fetch(`${server.url}/stripe`, { method: "POST", body });
      if (!ok) throw new Error(`the webhook was answered with ${status}`);
    },
  };
}

/** Waits until all that page and backend have captured has arrived. */
async function settle(page: Page, backend: Backend, endpoint: PostHogEndpoint): Promise<void> {
  const captured = (await page.evaluate("product.idle()")) as readonly string[];
  await backend.flush();
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  const missing = (): readonly string[] =>
    captured.filter((uuid) => !endpoint.events.some((event) => event.uuid === uuid));
  while (missing().length > 0) {
    if (Date.now() > deadline) throw new Error(`${missing().length} events of the page did not arrive.`);
    await sleep(10);
  }
  const refused = endpoint.events.find((event) => !event.accepted);
  if (refused !== undefined) throw new Error(`${refused.event} was refused: ${refused.reason}`);
}

function makeAccounts(): Account[] {
  const createdAt = new Date().toISOString();
  return (["Ada", "Bob"] as const).map((who) => ({
    id: ACCOUNT_IDS[who],
    email: EMAILS[who],
    organizationId: ORGANIZATION_ID,
    createdAt,
  }));
}
