import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { Ledger } from "../../src/commands/inspector/ledger.ts";
import {
  type LivePage,
  openLivePage,
  type PageFunctions,
} from "../../src/commands/inspector/live/live-page.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readPlanText } from "./bundle-generated.ts";

/** A plan with events of both sides. */
export const LIVE_PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
groups:
  team: { description: A team., key: team_id }
events:
  order_placed:
    description: An order was placed.
    properties:
      tier: { type: enum, values: [free, pro], description: Tier. }
      team_id: { type: string, optional: true, description: Team. }
  page_read: { description: A page was read., source: client }
`;

export const ANN = "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b";

/** A page that only shows events. */
export const NO_FUNCTIONS: PageFunctions = {
  ask: async () => ({ ok: false, text: "There are no functions." }),
  saved: async () => ({}),
};

/** An endpoint with the page, and what sends it events. */
export interface LiveEndpoint {
  readonly url: string;
  /** Of the page, with its token. */
  readonly address: string;
  readonly page: LivePage;
  /** Sends events as an SDK does. */
  readonly send: (...events: readonly object[]) => Promise<void>;
}

/** Starts the endpoint with its page in this process; it ends with the test. */
export async function startLivePage(
  html: string,
  {
    plan = readPlanText(LIVE_PLAN),
    name = "127.0.0.1",
    functions = NO_FUNCTIONS,
  }: { readonly plan?: Plan; readonly name?: string; readonly functions?: PageFunctions } = {},
): Promise<LiveEndpoint> {
  const page = openLivePage({ html, plan, name, functions });
  const ledger = new Ledger(plan);
  const endpoint = await startPostHogEndpoint({
    site: page.site,
    onEvents: (events) => {
      for (const event of events) page.take(ledger.take(event));
    },
  });
  onTestFinished(async () => {
    page.close();
    await endpoint.close();
  });
  return {
    url: endpoint.url,
    address: page.addressAt(endpoint.url),
    page,
    send: async (...batch) => {
      await fetch(`${endpoint.url}/batch/`, {
        method: "POST",
        body: JSON.stringify({ api_key: "phc", batch }),
      });
    },
  };
}

/** An event of a server. */
export function orderOf(properties: object = {}, more: object = {}): object {
  return {
    event: "order_placed",
    distinct_id: ANN,
    properties: { $lib: "posthog-node", tier: "pro", ...properties },
    ...more,
  };
}

/** A page's connection: gives its messages as lines. */
export interface Listening {
  readonly messages: readonly (readonly string[])[];
  /** Waits for what holds of the messages. */
  readonly until: (holds: (messages: readonly (readonly string[])[]) => boolean) => Promise<void>;
  readonly send: (text: string) => void;
}

export async function listenAsPage(
  { address }: Pick<LiveEndpoint, "address">,
  after = 0,
): Promise<Listening> {
  const { origin, search } = new URL(address);
  const socket = new WebSocket(`${origin}/inspector/events${search}&after=${after}`, { origin });
  onTestFinished(() => socket.terminate());
  const messages: (readonly string[])[] = [];
  socket.on("message", (text) => messages.push(String(text).split("\n")));
  await once(socket, "open");
  return {
    messages,
    until: async (holds) => {
      while (!holds(messages)) await once(socket, "message");
    },
    send: (text) => socket.send(text),
  };
}
