import { Miniflare } from "miniflare";
import { expect, test } from "vitest";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { bundleProgram } from "../hosts/bundle-program.ts";

// workerd ends what belongs to a request with its response, so the promise of such a flush never settles.
test("a flush that a request did not wait for does not stop those of later requests", async () => {
  let release: (() => void) | undefined;
  const hasEnded = new Promise<void>((resolve) => (release = resolve));
  const endpoint = await startPostHogEndpoint({
    // Nothing is answered before the request that did not wait has ended.
    intercept: async () => {
      await hasEnded;
      return undefined;
    },
  });
  const contents = await bundleProgram(new URL("left-flush.worker.ts", import.meta.url), {
    platform: "neutral",
  });
  const host = new Miniflare({
    modules: [{ type: "ESModule", path: "worker.mjs", contents }],
    compatibilityDate: "2026-01-01",
    compatibilityFlags: [],
    bindings: { POSTHOG_HOST: endpoint.url },
  });
  try {
    await host.ready;
    await (await host.dispatchFetch("http://shop.example/left")).text();
    release?.();
    for (let request = 0; request < 3; request += 1) {
      await (await host.dispatchFetch("http://shop.example/")).text();
    }
    const uuids = new Set(endpoint.events.map(({ uuid }) => uuid));
    expect(uuids.size).toBe(4);
  } finally {
    await host.dispose();
    await endpoint.close();
  }
});
