import { readFileSync, writeFileSync } from "node:fs";
import { markdownTable } from "markdown-table";
import type { Machine } from "./machine.ts";
import { meetsTarget, type Result, showResult } from "./show.ts";

/** The page that the bench writes its table into. */
export const PERFORMANCE_PAGE = new URL("../../docs/performance.md", import.meta.url);

/** Writes a whole run into the page. */
export function writePage(results: readonly Result[], machine: Machine, date: string): void {
  const text = readFileSync(PERFORMANCE_PAGE, "utf8");
  writeFileSync(
    PERFORMANCE_PAGE,
    text.replace(
      /(<!-- measured -->\n)[\s\S]*?(<!-- \/measured -->)/u,
      (_, begin: string, end: string) => `${begin}\n${renderRun(results, machine, date)}\n\n${end}`,
    ),
  );
}

function renderRun(
  results: readonly Result[],
  { kind, node, settings, versions }: Machine,
  date: string,
): string {
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const set = settings.length === 0 ? "" : ` with ${settings.map((name) => `\`${name}\``).join(", ")} set`;
  const rows = results.map((result) => {
    const { what, figure, spread, target, values } = showResult(result);
    return [what, meetsTarget(result) ? figure : `**${figure}**`, spread, target, values];
  });
  return [
    `Measured on ${date}: ${kind}, Node ${node}${set}, ${listed.join(", ")}.`,
    markdownTable([["What", "Measured", "Middle half", "Target", "Values"], ...rows], {
      align: ["l", "r", "r", "r", "r"],
    }),
  ].join("\n\n");
}
