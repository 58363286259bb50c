import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Real hosts and tools, each in a folder with a lock file of its own: `npm run test:world`. */
export default defineConfig({
  ssr: { resolve: { conditions: ["@tracking-plan/source", ...defaultServerConditions] } },
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/world/*/*.world.ts"],
    fileParallelism: false,
    // Tests that wait for minutes wait together.
    maxConcurrency: 10,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
