import { createRequire } from "node:module";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

const { resolve } = createRequire(import.meta.url);

/** The usual tests, with the packages of this folder in the place of the repository's own. */
export default mergeConfig(
  base,
  defineConfig({
    resolve: {
      alias: ["posthog-node", "zod"].map((name) => ({
        find: new RegExp(`^${name}$`, "u"),
        replacement: resolve(name),
      })),
    },
  }),
);
