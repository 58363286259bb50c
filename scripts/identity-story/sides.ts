import { startGeneratedBackend } from "./generated-backend.ts";
import { startRawBackend } from "./raw-backend.ts";
import type { Side } from "./side.ts";

/** posthog-js and posthog-node, called by hand. */
export const rawSide: Side = {
  name: "By hand",
  page: new URL("raw-page.ts", import.meta.url),
  startBackend: startRawBackend,
};

/** The helpers that are generated from this repository's plan, on both sides. */
export const generatedSide: Side = {
  name: "Generated helpers",
  page: new URL("generated-page.ts", import.meta.url),
  startBackend: startGeneratedBackend,
};

/** Every side that the story is told with. The last columns of the table are the last side's. */
export const SIDES: readonly Side[] = [rawSide, generatedSide];
