/** A frontend without a bundler: the generated files as they are, without their types, in script modules. */
import { copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frontendScript, SENT_BY_FRONTEND, visitFrontend } from "../../support/browser/frontend.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";
import { toJavaScript } from "../../vectors/load-vectors.ts";

const GENERATED = fileURLToPath(new URL("../../../generated", import.meta.url));

describe.skipIf(skipWithoutBrowser("The helpers in script modules"))("a plain script module", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it("works from files and an import map, with posthog-js as its package ships it", async () => {
    const scripts = ["browser", "user-id"].map((name) => [
      `analytics/${name}.js`,
      toJavaScript(readFileSync(join(GENERATED, `${name}.ts`), "utf8")),
    ]);
    const folder = makeTempFolder({
      ...(Object.fromEntries(scripts) as Record<string, string>),
      "start.js": frontendScript(".js"),
      "index.html": `<!doctype html>
<link rel="icon" href="data:," />
<script type="importmap">{ "imports": { "posthog-js": "/posthog.mjs" } }</script>
<script type="module">
  import { start } from "/start.js";
  start();
</script>
`,
    });
    const { resolve } = createRequire(import.meta.url);
    copyFileSync(join(resolve("posthog-js/package.json"), "../dist/module.mjs"), join(folder, "posthog.mjs"));
    expect(await visitFrontend(browser, folder)).toEqual(SENT_BY_FRONTEND);
  });
});
