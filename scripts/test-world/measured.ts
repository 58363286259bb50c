import { existsSync, readdirSync, readFileSync } from "node:fs";
import { markdownTable } from "markdown-table";

/** With what a program sends its events. */
export const CLIENTS = ["posthog-node", "posthog-node and a handler", "generated helpers"] as const;

export type ClientName = (typeof CLIENTS)[number];

/** What became of five events on one host that was stopped in one way. */
export interface MeasuredRow {
  readonly host: string;
  readonly stop: string;
  readonly clients: Readonly<
    Record<
      ClientName,
      {
        readonly lost: number;
        /** From the stop to the last arrival; absent where nothing arrived. */
        readonly delayMs?: number;
      }
    >
  >;
}

/** The file `measured.json` of a part of `test/world`. */
export interface Measured {
  /** The day of the measurement, such as `2026-11-29`. */
  readonly date: string;
  /** Tools and their versions. */
  readonly ranBy: readonly string[];
  readonly rows: readonly MeasuredRow[];
}

const WORLD = new URL("../../test/world/", import.meta.url);

/** What was measured by each part that measures, by name. */
export function readMeasured(): ReadonlyMap<string, Measured> {
  return new Map(
    readdirSync(WORLD)
      .toSorted()
      .flatMap((part) => {
        const file = new URL(`${part}/measured.json`, WORLD);
        return existsSync(file) ? [[part, JSON.parse(readFileSync(file, "utf8")) as Measured] as const] : [];
      }),
  );
}

/** The table of a part in Markdown, under the date and the tools that made it: events lost of five, and the delay of those that arrived. */
export function renderMeasured({ date, ranBy, rows }: Measured): string {
  const body = rows.map(({ host, stop, clients }) => [
    host,
    stop,
    ...CLIENTS.map((client) => {
      const { lost, delayMs } = clients[client];
      return delayMs === undefined ? String(lost) : `${lost}, ${delayMs} ms`;
    }),
  ]);
  const table = markdownTable([["Host", "Ended by", ...CLIENTS], ...body], {
    align: ["l", "l", ...CLIENTS.map(() => "r")],
  });
  return `Measured on ${date} with ${ranBy.join(", ")}.\n\n${table}`;
}
