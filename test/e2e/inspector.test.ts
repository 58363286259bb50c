import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as analytics from "../../generated/index.ts";
import { listCalls } from "../../scripts/demo/calls.ts";
import { Ledger } from "../../src/commands/inspector/ledger.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { readPlanText } from "../support/bundle-generated.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What the real posthog-node sends for the calls of `npm start`, as the inspector sees it. */
test("finds no fault with what helpers send, and the whole plan", async () => {
  const ledger = new Ledger(readPlanText(readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8")));
  const endpoint = await startPostHogEndpoint({
    onEvents: (events) => {
      for (const event of events) ledger.take(event);
    },
  });
  analytics.configureTracking({ apiKey: "phc_demo", host: endpoint.url, log: () => {} });
  for (const call of listCalls(analytics)) call.send();
  await analytics.shutdown();
  await endpoint.close();

  const { faults, coverage } = ledger.report();
  expect(faults).toStrictEqual([]);
  expect(coverage.total).toStrictEqual({ seen: 13, of: 13 });
});
