import { markdownTable } from "markdown-table";
import type { Losses } from "./run-scenario.ts";
import type { Scenario } from "./scenarios.ts";
import type { Sender } from "./task.ts";

/** All clients, over both of posthog-node's transports. */
export const SENDERS: readonly Sender[] = [
  { client: "posthog-node", transport: "v0" },
  { client: "helpers", transport: "v0" },
  { client: "durable", transport: "v0" },
  { client: "posthog-node", transport: "v1" },
  { client: "helpers", transport: "v1" },
  { client: "durable", transport: "v1" },
];

const NAMES: Readonly<Record<Sender["client"], string>> = {
  "posthog-node": "posthog-node",
  helpers: "generated helpers",
  durable: "durable helpers",
};

/** A scenario, and what it came to for each sender. */
export interface Row {
  readonly scenario: Scenario;
  readonly losses: readonly { readonly sender: Sender; readonly losses: Losses }[];
}

const COLUMNS = ["accepted", "delivered", "duplicates", "queued", "durable", "reported", "silent"] as const;

/** The table in Markdown: a line for each scenario and sender. */
export function renderLossTable(rows: readonly Row[]): string {
  const head = [
    "Scenario",
    "Sent with",
    "Accepted",
    "Delivered",
    "Duplicates",
    "Still queued",
    "Durable",
    "Reported lost",
    "Silently lost",
  ];
  const body = rows.flatMap(({ scenario: { name }, losses: all }) =>
    all.map(({ sender, losses }, index) => [
      index === 0 ? name : "",
      `${NAMES[sender.client]}, ${sender.transport}`,
      ...COLUMNS.map((column) => String(losses[column])),
    ]),
  );
  return markdownTable([head, ...body], { align: ["l", "l", ...COLUMNS.map(() => "r")] });
}

/**
 * What the table must never show: an event that the helpers lost in silence, or fewer that they accepted, delivered or keep than with
 * posthog-node over the same transport. One sentence each. Nobody speaks after SIGKILL, so it is for durable events alone.
 */
export function findBrokenPromises(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ scenario: { name, ending, mayLose = 0 }, losses: all }) =>
    all.flatMap(({ sender: { client, transport }, losses }) => {
      if (client === "posthog-node" || (client === "helpers" && ending === "killed")) return [];
      const raw = all.find(
        ({ sender }) => sender.client === "posthog-node" && sender.transport === transport,
      )?.losses;
      const broken: string[] = [];
      if (raw !== undefined && losses.accepted < raw.accepted) {
        broken.push(`${losses.accepted} are accepted, and ${raw.accepted} without the helpers`);
      }
      if (raw !== undefined && losses.delivered + losses.durable < raw.delivered) {
        broken.push(`${losses.delivered} are delivered, and ${raw.delivered} without the helpers`);
      }
      if (losses.silent !== (client === "durable" ? mayLose : 0)) {
        broken.push(`${losses.silent} are lost in silence`);
      }
      return broken.map((sentence) => `${name}, ${client}, ${transport}: ${sentence}.`);
    }),
  );
}
