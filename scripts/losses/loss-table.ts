import { markdownTable } from "markdown-table";
import type { Losses } from "./run-scenario.ts";
import type { Sender } from "./task.ts";

/** Both clients, over both of posthog-node's transports. */
export const SENDERS: readonly Sender[] = [
  { client: "posthog-node", transport: "v0" },
  { client: "helpers", transport: "v0" },
  { client: "posthog-node", transport: "v1" },
  { client: "helpers", transport: "v1" },
];

/** A scenario's name, and what it came to for each sender. */
export interface Row {
  readonly name: string;
  readonly losses: readonly { readonly sender: Sender; readonly losses: Losses }[];
}

const COLUMNS = ["accepted", "delivered", "duplicates", "queued", "reported", "silent"] as const;

/** The table in Markdown: a line for each scenario and sender. */
export function renderLossTable(rows: readonly Row[]): string {
  const head = [
    "Scenario",
    "Sent with",
    "Accepted",
    "Delivered",
    "Duplicates",
    "Still queued",
    "Reported lost",
    "Silently lost",
  ];
  const body = rows.flatMap(({ name, losses: all }) =>
    all.map(({ sender, losses }, index) => [
      index === 0 ? name : "",
      `${sender.client === "helpers" ? "generated helpers" : "posthog-node"}, ${sender.transport}`,
      ...COLUMNS.map((column) => String(losses[column])),
    ]),
  );
  return markdownTable([head, ...body], { align: ["l", "l", ...COLUMNS.map(() => "r")] });
}

/**
 * What the table must never show: an event that the helpers lost in silence, or fewer accepted or delivered than with posthog-node over
 * the same transport. One sentence each.
 */
export function findBrokenPromises(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ name, losses: all }) =>
    all.flatMap(({ sender: { client, transport }, losses }) => {
      const raw = all.find(
        ({ sender }) => sender.client === "posthog-node" && sender.transport === transport,
      )?.losses;
      if (client !== "helpers" || raw === undefined) return [];
      const fewer = (["accepted", "delivered"] as const).filter((what) => losses[what] < raw[what]);
      const broken = fewer.map((what) => `${losses[what]} are ${what}, and ${raw[what]} without the helpers`);
      if (losses.silent !== 0) broken.push(`${losses.silent} are lost in silence`);
      return broken.map((sentence) => `${name}, ${transport}: ${sentence}.`);
    }),
  );
}
