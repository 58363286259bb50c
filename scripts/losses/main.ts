/**
 * `npm run losses`: what becomes of events when processes end and servers fail, with posthog-node alone and with the generated
 * helpers, durable events too, in real processes against a real server on the loopback interface. Fails when the helpers lose one in silence or deliver
 * fewer. `--short` runs what is over in seconds; `--write` puts the table into the documentation. `--hosts` runs nothing, and shows
 * what `npm run test:world -- --write` has measured on other hosts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { postgresPrograms } from "../../test/support/postgres-server.ts";
import { readMeasured, renderMeasured } from "../test-world/measured.ts";
import { buildClients } from "./build-clients.ts";
import { findBrokenPromises, renderLossTable, type Row, SENDERS } from "./loss-table.ts";
import { runScenario } from "./run-scenario.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";
import { removeServer } from "./stores.ts";

/** Scenarios at once. Most of them wait most of the time. */
const AT_ONCE = 3;

const DOCUMENT = new URL("../../docs/delivery.md", import.meta.url);

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    hosts: { type: "boolean", default: false },
  },
});
if (values.hosts) {
  for (const [part, measured] of readMeasured()) console.log(`${part}\n\n${renderMeasured(measured)}\n`);
  process.exit();
}
await buildClients();
const scenarios = SCENARIOS.filter(({ isShort }) => isShort || !values.short).filter(
  ({ name, store }) => store === undefined || postgresPrograms !== undefined || leaveOut(name),
);
const waiting = [...scenarios];
const rows = new Map<Scenario, Row>();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let scenario = waiting.pop(); scenario !== undefined; scenario = waiting.pop()) {
      rows.set(scenario, await runAll(scenario));
      console.error(`${rows.size} of ${scenarios.length}: ${scenario.name}`);
    }
  }),
);
await removeServer();
const ordered = scenarios.flatMap((scenario) => rows.get(scenario) ?? []);
const table = renderLossTable(ordered);
console.log(table);
if (values.write) {
  const text = readFileSync(DOCUMENT, "utf8");
  const marked = /(<!-- losses -->\n)[\s\S]*(<!-- \/losses -->)/u;
  writeFileSync(
    DOCUMENT,
    text.replace(marked, (_all, begin, end) => `${begin}\n${table}\n\n${end}`),
  );
}
const broken = findBrokenPromises(ordered);
for (const sentence of broken) console.error(sentence);
process.exitCode = broken.length > 0 ? 1 : 0;

function leaveOut(name: string): false {
  console.error(`Left out, because PostgreSQL is not installed: ${name}`);
  return false;
}

async function runAll(scenario: Scenario): Promise<Row> {
  const losses = await Promise.all(
    SENDERS.filter(({ client }) => client === "durable" || scenario.store === undefined).map(
      async (sender) => ({ sender, losses: await runScenario(scenario, sender) }),
    ),
  );
  return { scenario, losses };
}
