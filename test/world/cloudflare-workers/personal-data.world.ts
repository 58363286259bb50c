import { createHmac } from "node:crypto";
import { Miniflare } from "miniflare";
import { expect, test } from "vitest";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { bundleProgram } from "../hosts/bundle-program.ts";

const KEY = "0123456789abcdef0123456789abcdef";

test.each([
  ["is hashed with `nodejs_compat`", ["nodejs_compat"], true],
  ["is removed without it", [], false],
])("personal data %s", async (_case, compatibilityFlags, isHashed) => {
  const endpoint = await startPostHogEndpoint();
  const contents = await bundleProgram(new URL("personal-data.worker.ts", import.meta.url), {
    platform: "neutral",
  });
  const host = new Miniflare({
    modules: [{ type: "ESModule", path: "worker.mjs", contents }],
    compatibilityDate: "2026-01-01",
    compatibilityFlags,
    bindings: { POSTHOG_HOST: endpoint.url, TRACKING_PLAN_HASH_KEY: KEY },
  });
  try {
    await host.ready;
    await (await host.dispatchFetch("http://shop.example/")).text();
    const email = createHmac("sha256", KEY).update("zelda@example.com").digest("hex");
    expect(endpoint.events.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        $set: { nickname: "Z.", ...(isHashed && { email }) },
        plan_redacted: ["email"],
      }),
    ]);
  } finally {
    await host.dispose();
    await endpoint.close();
  }
});
