import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The package imports itself by name; this condition leads to `src`, so that no build is needed.
  ssr: { resolve: { conditions: ["@tracking-plan/source", ...defaultServerConditions] } },
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build-cli.ts"],
    setupFiles: ["test/support/fast-check-seed.ts"],
    // One less than there are processors is the default: on two, every second one would be idle.
    maxWorkers: "100%",
    // Half of the time went into importing the same modules for each file. What a test stubs is put back after it.
    isolate: false,
    unstubEnvs: true,
    unstubGlobals: true,
    // Real processes and browsers share the processors of a CI machine with others: what fails is run once more, and named.
    retry: process.env["CI"] === undefined ? 0 : 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
