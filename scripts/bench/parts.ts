import type { Part } from "./bench.ts";
import { measureAudit } from "./parts/audit.ts";
import { measureBrowser } from "./parts/browser.ts";
import { measureCalls } from "./parts/calls.ts";
import { measureDelivery } from "./parts/delivery.ts";
import { measureDiff } from "./parts/diff.ts";
import { measureGenerate } from "./parts/generate.ts";
import { measureImport } from "./parts/import.ts";
import { measureImports } from "./parts/imports.ts";
import { measureInstall } from "./parts/install.ts";
import { measureLarge } from "./parts/large.ts";
import { measureOutbox } from "./parts/outbox.ts";
import { measureRules } from "./parts/rules.ts";
import { measureStart } from "./parts/start.ts";
import { measureStops } from "./parts/stops.ts";
import { measureTypes } from "./parts/types.ts";
import { measureWaiting } from "./parts/waiting.ts";
import { measureWatch } from "./parts/watch.ts";

/** All parts of the bench, by name. */
export const PARTS: ReadonlyMap<string, Part> = new Map(
  Object.entries({
    generate: measureGenerate,
    large: measureLarge,
    start: measureStart,
    calls: measureCalls,
    delivery: measureDelivery,
    imports: measureImports,
    types: measureTypes,
    browser: measureBrowser,
    install: measureInstall,
    rules: measureRules,
    diff: measureDiff,
    watch: measureWatch,
    waiting: measureWaiting,
    audit: measureAudit,
    stops: measureStops,
    outbox: measureOutbox,
    import: measureImport,
  }),
);
