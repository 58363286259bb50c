/**
 * `npm run bench`: what the tool costs beside its peers, which are installed when this runs. `npm run bench -- generate start` runs
 * only some parts. With `--json` it prints all figures, with `--write` it writes them into `docs/performance.md`. Machines differ
 * and are noisy: what is compared takes turns, ratios are of pairs, and time is processor time, of all threads.
 */
import { parseArgs } from "node:util";
import type { Bench } from "./bench.ts";
import { type Figures, summarize } from "./figures.ts";
import { describeMachine } from "./machine.ts";
import { resultsOf, writePage } from "./page.ts";
import { PARTS } from "./parts.ts";
import { installProject, type PlanFolder, type Project, removeProject, writePlan } from "./project.ts";
import { type RowName, ROWS } from "./rows.ts";
import { meetsTarget, type Result, showResult } from "./show.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !PARTS.has(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. Parts: ${[...PARTS.keys()].join(", ")}.`);
  process.exit(2);
}

const rows: Partial<Record<RowName, Figures>> = {};
let project: Project | undefined;
let plan: PlanFolder | undefined;
const bench: Bench = {
  get project() {
    return (project ??= installProject());
  },
  get plan() {
    return (plan ??= writePlan(bench.project, { events: 1000, files: 40 }));
  },
  report(name, figures) {
    rows[name] = figures;
    if (!values.json) print({ row: ROWS[name], ...figures });
  },
};
try {
  for (const [name, measure] of PARTS) {
    if (positionals.length === 0 || positionals.includes(name)) await measure(bench);
  }
} finally {
  if (project) removeProject(project);
}
const date = new Date().toISOString().slice(0, 10);
const machine = describeMachine();
if (values.json) {
  const results = resultsOf(rows).map((result) => Object.assign(summarize(result), result));
  console.log(JSON.stringify({ date, machine, rows: results }, null, 2));
} else {
  console.log(`\n${machine.kind}, Node ${machine.node}`);
  for (const [name, version] of Object.entries(machine.versions)) console.log(`  ${name} ${version}`);
}
if (values.write) writePage({ date, machine, rows }, positionals.length === 0);

function print(result: Result): void {
  const { what, figure, spread, target, values: both } = showResult(result);
  const details = [spread, both, target && `target ${target}${meetsTarget(result) ? "" : ": missed"}`];
  console.log(`${what.padEnd(75)} ${figure.padStart(12)}   ${details.filter(Boolean).join("; ")}`);
}
