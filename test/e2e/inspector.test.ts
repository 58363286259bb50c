import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as analytics from "../../generated/index.ts";
import { listCalls } from "../../scripts/demo/calls.ts";
import { Ledger } from "../../src/commands/inspector/ledger.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { readPlanText } from "../support/bundle-generated.ts";
import { startCli } from "../support/running-cli.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";

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

test("tells of requests that PostHog would refuse, and in few words of those with many events", async () => {
  const ledger = new Ledger(readPlanText(readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8")));
  const endpoint = await startPostHogEndpoint({
    onEvents: (events) => {
      for (const event of events) ledger.take(event);
    },
  });
  const many = new Uint8Array(gzipSync(`[${"{},".repeat(100_000)}{}]`));
  for (const body of ["no JSON", many]) await fetch(`${endpoint.url}/batch/`, { method: "POST", body });
  await endpoint.close();

  const refused = "PostHog would refuse";
  expect(ledger.report().faults.map(({ message, count }) => [count, message])).toStrictEqual([
    [1, `${refused} \`(request)\`: the body is not JSON.`],
    [1000, `${refused} \`\`: the event has no name.`],
    [1, `${refused} \`(request)\`: 99001 more events of its request were refused, too.`],
  ]);
});

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
include: [events.yaml]
`;

/** What people do with it: they see what is wrong with an event, correct the plan and send the event again. */
test("follows the plan while events arrive", async () => {
  const cwd = makeTempFolder({
    ".git/HEAD": "",
    "tracking-plan.yaml": PLAN,
    "events.yaml": "events:\n  order_placed: { description: It was placed. }\n",
  });
  const cli = startCli(["inspect", "--port", "0"], cwd);
  const [, url = ""] = /POSTHOG_HOST=(\S+) /u.exec(await cli.printed("Ctrl-C ends", "stderr")) ?? [];
  let sent = 0;
  const send = async (event: string): Promise<void> => {
    sent += 1;
    const distinct_id = "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b";
    const uuid = `00000000-0000-4000-8000-00000000000${sent}`;
    const batch = [{ event, distinct_id, uuid, properties: { $lib: "posthog-node" } }];
    await fetch(`${url}/batch/`, { method: "POST", body: JSON.stringify({ api_key: "phc", batch }) });
  };
  await send("order_placed");
  await send("cart_opened");
  expect(await cli.printed("not in the plan.")).toContain("event-not-in-plan: `cart_opened`");

  writeFiles(cwd, { "events.yaml": "events:\n  order_placed: { descripton: It was placed. }\n" });
  expect(await cli.printed("as it was.", "stderr")).toContain("tracking-plan.yaml has 1 error, which");
  writeFiles(cwd, {
    "events.yaml":
      "events:\n  order_placed: { description: It was placed. }\n  cart_opened: { description: It was opened. }\n",
  });
  await cli.printed("tracking-plan.yaml changed.", "stderr");
  await send("cart_opened");
  expect(
    await cli.printed("cart_opened user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b (posthog-node)\n"),
  ).not.toContain("not-in-plan");
  expect(await cli.interrupt()).toBe(0);
  expect(cli.rest()).toContain("Coverage: 2 of 2 live events arrived (100%)");
});
