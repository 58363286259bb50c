/**
 * `npm run picture`: the README's picture, taken of the inspector's page in Chromium while the demo's events arrive, and of mistakes that
 * people make. Run it where the page has changed: no two versions of Chromium draw the same bytes, so nothing compares them.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as analytics from "../../generated/index.ts";
import { nodeIo } from "../../src/cli/node-io.ts";
import { loadPlan } from "../../src/commands/plan-files/load-plan.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { openBrowser } from "../../test/support/browser/open-browser.ts";
import { listCalls } from "../demo/calls.ts";
import { openDemoPage } from "../demo/live-page.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PICTURE = join(ROOT, "docs/inspector.png");
const USER = "user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63";

/** What the demo never sends: calls of PostHog beside the helpers. */
const MISTAKES = [
  { event: "featureUsed", distinct_id: USER, properties: { $lib: "web", feature: "export" } },
  { event: "$pageview", distinct_id: USER, properties: { $lib: "web" } },
  {
    event: "payment_succeeded",
    distinct_id: "ada@example.com",
    properties: { $lib: "posthog-node", amount_usd: "50", organization_id: "org_456" },
  },
];

const io = nodeIo(ROOT);
const { read } = await loadPlan({ plan: "tracking-plan.yaml" }, io);
if (read.plan === undefined) throw new Error("The plan has errors: run `npm run check`.");
const page = await openDemoPage(read.plan, io);
const endpoint = await startPostHogEndpoint({
  site: page.site,
  onEvents: (events) => events.forEach(page.take),
});

analytics.configureTracking({ apiKey: "phc_demo", host: endpoint.url, log: () => {} });
for (const call of listCalls(analytics)) call.send();
await analytics.shutdown();
const body = JSON.stringify({ api_key: "phc_demo", batch: MISTAKES });
await fetch(`${endpoint.url}/batch/`, { method: "POST", body });

const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1000, height: 440 }, colorScheme: "light" });
  const shown = await context.newPage();
  await shown.goto(page.addressAt(endpoint.url));
  await shown.locator(".row", { hasText: "ada@example.com" }).click();
  await shown.getByRole("heading", { name: "payment_succeeded" }).waitFor();
  await shown.screenshot({ path: PICTURE });
} finally {
  await browser.close();
  page.close();
  await endpoint.close();
}
