/**
 * `npm start`: the whole way, on this machine alone. Generates this repository's `generated/` from its
 * `tracking-plan.yaml`, starts an endpoint that takes events as PostHog does, sends one event of each kind through the
 * generated helpers and the real posthog-node, and holds what arrived against what should have.
 *
 * Exits with 0 only when everything arrived as planned.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeIo } from "../../src/cli/node-io.ts";
import { generate } from "../../src/commands/generate.ts";
import { startPostHogEndpoint } from "../posthog-endpoint/start.ts";
import { type Analytics, listCalls } from "./calls.ts";
import { renderTable, wrap } from "./print.ts";
import { findDifferences, type MadeCall } from "./verify.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GENERATED = join(ROOT, "generated");

process.exitCode = await main();

async function main(): Promise<0 | 1> {
  // A demo must not send anything to a real project, nor behave as this shell's variables say.
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("POSTHOG_")) delete process.env[name];
  }

  const code = await generate({ plan: "tracking-plan.yaml", format: "text", strict: false }, nodeIo(ROOT));
  if (code !== 0) return 1;
  console.log(wrap(listFiles(GENERATED)));

  const endpoint = await startPostHogEndpoint();
  console.log(`\nPostHog's stand-in listens on ${endpoint.url}. What arrived there:\n`);
  // Only now: these are the files that were just generated.
  const analytics: Analytics = await import("../../generated/index.ts");
  const made = await makeCalls(analytics, endpoint.url);
  await endpoint.close();

  console.log(renderTable(made, endpoint.events));
  const differences = findDifferences(made, endpoint.events, readPlannedEvents());
  if (differences.length > 0) {
    console.log(`\nNot as planned:\n${differences.map((line) => `- ${line}`).join("\n")}`);
    return 1;
  }
  const refusals = made.filter(({ returned }) => !returned);
  console.log(
    `\n${endpoint.events.length} messages arrived and ${refusals.length} call was refused, as planned.`,
  );
  return 0;
}

async function makeCalls(analytics: Analytics, host: string): Promise<readonly MadeCall[]> {
  let refusal: string | undefined;
  analytics.configureTracking({
    apiKey: "phc_demo",
    host,
    log: (line) => console.log(line),
    onRefused: ({ reason }) => {
      refusal = reason;
    },
  });
  const made = listCalls(analytics).map((call): MadeCall => {
    refusal = undefined;
    const returned = call.send();
    return { call, returned, refusal };
  });
  await analytics.shutdown();
  return made;
}

/** Paths below a folder, with `/`, sorted. */
function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
}

/** Every event of the plan, as the generated plan says it. */
function readPlannedEvents(): readonly string[] {
  const text = readFileSync(join(GENERATED, "plan.json"), "utf8");
  const { plan } = JSON.parse(text) as {
    readonly plan: { readonly events: readonly { readonly name: string }[] };
  };
  return plan.events.map(({ name }) => name);
}
