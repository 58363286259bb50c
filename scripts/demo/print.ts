import Table from "cli-table3";
import type { ReceivedEvent } from "../../src/endpoint/received.ts";
import { type MadeCall, readMessage } from "./verify.ts";

/** Fits into 80 columns: borders 5, padding 8. */
const COLUMNS = [21, 16, 20, 10].map((width) => width + 2);

/** What arrived, and below it the calls that sent nothing, in the order in which they were made. */
export function renderTable(made: readonly MadeCall[], received: readonly ReceivedEvent[]): string {
  const table = new Table({
    head: ["event", "person", "groups", "outcome"],
    colWidths: COLUMNS,
    wordWrap: true,
    // Plain text, also in a pipe, and a line below the head only.
    style: { head: [], border: [], compact: true },
  });
  for (const event of received) {
    const { person, groups } = readMessage(event);
    const list = Object.entries(groups).map(([type, key]) => `${type} ${key}`);
    table.push([
      event.event,
      shorten(person),
      list.join("\n"),
      event.accepted ? "accepted" : refused(event.reason),
    ]);
  }
  for (const { call, refusal } of made) {
    if (call.outcome.kind === "accepted") continue;
    const { event, kind, person } = call.outcome;
    table.push([event, shorten(person), "", kind === "repeated" ? "a repeat" : refused(refusal?.reason)]);
  }
  return table.toString();
}

/** Words in lines of at most 76 columns, indented by 2. */
export function wrap(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 1 > 78) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}

function refused(reason = "nobody knows why"): string {
  return `refused: ${reason.replaceAll("_", " ")}`;
}

function shorten(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 15)}…`;
}
