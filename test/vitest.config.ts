import { availableParallelism } from "node:os";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The package imports itself by name; this condition leads to `src`, so that no build is needed. Of other packages the tests run
  // what users run: what they have for their own development takes twice the time.
  ssr: {
    resolve: {
      conditions: [
        "@tracking-plan/source",
        ...defaultServerConditions.filter((condition) => condition !== "development|production"),
      ],
    },
  },
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build-cli.ts"],
    setupFiles: ["test/support/fast-check-seed.ts"],
    // Two more than there are processors: a third of the tests' time is waiting, for processes, pauses and browsers.
    maxWorkers: availableParallelism() + 2,
    // Half of the time went into importing the same modules for each file. What a test stubs is put back after it.
    isolate: false,
    // Room for what lives for one value of a property test: with Node's own, a third of their time is collecting garbage.
    execArgv: ["--max-semi-space-size=64"],
    unstubEnvs: true,
    unstubGlobals: true,
    // Real processes and browsers share the processors of a CI machine with others: what fails is run once more, and named.
    retry: process.env["CI"] === undefined ? 0 : 1,
    // For what hangs, and nothing else: a machine that others use, too, may take many times as long as an idle one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
