import { Miniflare } from "miniflare";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../scripts/posthog-endpoint/start.ts";
import { bundleProgram } from "../bundle-program.ts";

let endpoint: PostHogEndpoint;
let program: string;

beforeAll(async () => {
  program = await bundleProgram(new URL("worker.ts", import.meta.url), { platform: "neutral" });
});

beforeEach(async () => {
  endpoint = await startPostHogEndpoint();
});

afterEach(async () => {
  await endpoint.close();
});

test.each([
  ["waitUntil", ["nodejs_compat"]],
  ["flush", ["nodejs_compat"]],
  ["waitUntil", []],
  ["flush", []],
] as const)("%s, flags %j: the events of every request of an isolate arrive", async (how, flags) => {
  const host = new Miniflare({
    modules: [{ type: "ESModule", path: "worker.mjs", contents: program }],
    compatibilityDate: "2026-01-01",
    compatibilityFlags: [...flags],
    bindings: { POSTHOG_HOST: endpoint.url, HOW: how },
  });
  try {
    for (const total of [5, 10, 15, 20]) {
      const response = await host.dispatchFetch("http://shop.example/");
      expect(await response.json()).toEqual({ accepted: [true, true, true, true, true], lost: 0 });
      await expect.poll(() => endpoint.events.length, { timeout: 5000 }).toBe(total);
    }
  } finally {
    await host.dispose();
  }
});
