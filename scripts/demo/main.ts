/**
 * `npm start`: the whole way, on this machine alone. Generates this repository's `generated/` from its
 * `tracking-plan.yaml`, starts an endpoint that takes events as PostHog does, sends one event of each kind through the
 * generated helpers and the real posthog-node, and holds what arrived against what should have. Then kills a process that has
 * tracked a durable event, and starts it again.
 *
 * Exits with 0 only when everything arrived as planned. With `--open`, the inspector's page shows what arrived until Ctrl-C.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeIo } from "../../src/cli/node-io.ts";
import { generate } from "../../src/commands/generate.ts";
import { openBrowser } from "../../src/commands/inspector/live/open-browser.ts";
import { prepareOutput } from "../../src/commands/output/prepare-output.ts";
import { displayPath } from "../../src/commands/paths.ts";
import type { ReceivedEvent } from "../../src/endpoint/received.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { type Analytics, listCalls } from "./calls.ts";
import { isAsPlanned, killAndRestart } from "./kill.ts";
import { openDemoPage } from "./live-page.ts";
import { renderTable, wrap } from "./print.ts";
import { findDifferences, type MadeCall } from "./verify.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GENERATED = join(ROOT, "generated");
const ARGUMENTS = { plan: "tracking-plan.yaml", format: "text", strict: false } as const;

process.exitCode = await main();

async function main(): Promise<0 | 1> {
  // A demo must not send anything to a real project, nor behave as this shell's variables say.
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("POSTHOG_")) delete process.env[name];
  }

  const io = nodeIo(ROOT);
  if ((await generate(ARGUMENTS, io)) !== 0) return 1;
  const { output } = await prepareOutput(ARGUMENTS, io);
  if (output === undefined) return 1;
  console.log(wrap(output.compared.files.map(({ path }) => displayPath(GENERATED, path))));

  const page = process.argv.includes("--open") ? await openDemoPage(output.plan, io) : undefined;
  const received: ReceivedEvent[] = [];
  const endpoint = await startPostHogEndpoint({
    site: page?.site,
    onEvents: (events) => {
      received.push(...events);
      for (const event of events) page?.take(event);
    },
  });
  console.log(`\nA stand-in for PostHog listens on ${endpoint.url}. It received:\n`);
  // Only now: these are the files that were just generated.
  const analytics: Analytics = await import("../../generated/index.ts");
  const { made, log, duplicates } = await makeCalls(analytics, endpoint.url);
  const code = await showResult(made, { received, log, duplicates });
  if (page !== undefined) {
    const address = page.addressAt(endpoint.url);
    console.log(`\nThe page is at ${address} until Ctrl-C.`);
    if (!(await openBrowser(address, io)))
      console.log("There is no browser to open it here: open it yourself.");
    await io.interrupted();
    page.close();
  }
  await endpoint.close();
  return code;
}

/** Prints what arrived, and holds it against what should have. */
async function showResult(
  made: readonly MadeCall[],
  {
    received,
    log,
    duplicates,
  }: {
    readonly received: readonly ReceivedEvent[];
    readonly log: readonly string[];
    readonly duplicates: number;
  },
): Promise<0 | 1> {
  console.log(renderTable(made, received));
  console.log(`\nThe runtime's log:\n${log.map((line) => wrap(line.split(" "))).join("\n")}`);
  const killed = await killAndRestart();
  console.log("\nWith `delivery: durable` in the plan and an outbox in a file:\n");
  console.log(
    `  payment_succeeded was tracked, and kill -9 ended the process: ${killed.arrivedBefore} arrived`,
  );
  console.log(`  after a restart: ${killed.arrived.join(", ") || "nothing"} arrived`);
  const repeats = made.filter(({ call }) => call.outcome.kind === "repeated").length;
  const differences = [
    ...findDifferences(made, received, readPlannedEvents()),
    ...(duplicates === repeats ? [] : [`stats() counts ${duplicates} repeats, not ${repeats}`]),
    ...(isAsPlanned(killed) ? [] : [`kill -9 and a restart: ${JSON.stringify(killed)}`]),
  ];
  if (differences.length > 0) {
    console.log(`\nNot as planned:\n${differences.map((line) => `- ${line}`).join("\n")}`);
    return 1;
  }
  const refusals = made.filter(({ returned }) => !returned).length;
  console.log(
    `\n${received.length} messages arrived, ${count(repeats, "repeat")} and ${count(refusals, "refused call")} sent nothing: all as planned.`,
  );
  return 0;
}

/** Makes every call and waits until everything is sent. */
async function makeCalls(
  analytics: Analytics,
  host: string,
): Promise<{
  readonly made: readonly MadeCall[];
  readonly log: readonly string[];
  readonly duplicates: number;
}> {
  const log: string[] = [];
  let refusal: MadeCall["refusal"];
  analytics.configureTracking({
    apiKey: "phc_demo",
    host,
    log: (line) => void log.push(line),
    onRefused: (told) => {
      refusal = told;
    },
  });
  const made = listCalls(analytics).map((call): MadeCall => {
    refusal = undefined;
    const returned = call.send();
    return { call, returned, refusal };
  });
  await analytics.shutdown();
  return { made, log, duplicates: analytics.stats().duplicate };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Every event of the plan, as the generated plan says it. */
function readPlannedEvents(): readonly string[] {
  const text = readFileSync(join(GENERATED, "plan.json"), "utf8");
  const { plan } = JSON.parse(text) as {
    readonly plan: { readonly events: readonly { readonly name: string }[] };
  };
  return plan.events.map(({ name }) => name);
}
