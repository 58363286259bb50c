/**
 * Real builds of a frontend that uses the generated helpers: Vite, and Next.js with each of its bundlers. They are
 * installed from the registry into a folder of their own, because they are larger than all else together.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frontendScript, SENT_BY_FRONTEND, visitFrontend } from "../support/browser/frontend.ts";
import { openBrowser } from "../support/browser/open-browser.ts";
import { skipWithoutBrowser } from "../support/browser/skip-without-browser.ts";
import { ROOT, runCli, runProgram } from "../support/command-line.ts";
import { writeFiles } from "../support/temp-folder.ts";

/** Exact, so that a release of theirs does not fail a change of ours. */
const PACKAGES = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1", vite: "8.3.8" };

const NEXT = join("node_modules", "next", "dist", "bin", "next");
const VITE = join("node_modules", "vite", "bin", "vite.js");

const BUILDS = [
  { name: "Vite", command: [VITE, "build"], output: "dist" },
  { name: "Next.js with Turbopack", command: [NEXT, "build", "--turbopack"], output: "out" },
  { name: "Next.js with webpack", command: [NEXT, "build", "--webpack"], output: "out" },
] as const;

/** Whether these builds are left out; that is said, with how to run them. CI always runs them. */
function skipBuilds(): boolean {
  const isWanted = [process.env["CI"], process.env["TEST_BUNDLERS"]].some(
    (flag) => flag !== undefined && !["", "0", "false"].includes(flag.toLowerCase()),
  );
  if (isWanted) return skipWithoutBrowser("Builds with Vite and Next.js");
  process.stderr.write(
    "Builds with Vite and Next.js are not tested in this run: they take a minute and 200 MB from the registry. " +
      "`TEST_BUNDLERS=1 npm test -- test/e2e/bundlers.test.ts` runs them.\n",
  );
  return true;
}

describe.skipIf(skipBuilds())("the generated helpers in a frontend's build", () => {
  let repository: string;
  let frontend: string;
  let browser: Browser;

  beforeAll(async () => {
    repository = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-bundlers-")));
    frontend = join(repository, "web");
    const plan = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");
    const { version } = JSON.parse(
      readFileSync(join(ROOT, "node_modules/posthog-js/package.json"), "utf8"),
    ) as { version: string };
    mkdirSync(join(repository, ".git"));
    writeFiles(repository, {
      "tracking-plan.yaml": `${plan}\noutput: { dir: server/generated, browser: web/src/analytics }\n`,
      "web/package.json": JSON.stringify({
        private: true,
        type: "module",
        dependencies: { ...PACKAGES, "posthog-js": version },
      }),
      "web/src/start.js": frontendScript(""),
      "web/index.html": `<!doctype html>
<link rel="icon" href="data:," />
<script type="module">
  import { start } from "./src/start.js";
  start();
</script>
`,
      "web/next.config.mjs": 'export default { output: "export" };\n',
      "web/app/layout.jsx": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
      "web/app/page.jsx": `"use client";
import { useEffect } from "react";
import { start } from "../src/start";

export default function Page() {
  useEffect(start, []);
  return <p>Hello</p>;
}
`,
    });
    const install = ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    const done = [
      await runCli(["generate"], { cwd: repository }),
      await runProgram(install, { cwd: frontend, env: npmSettings() }),
    ];
    for (const { code, stdout, stderr } of done) {
      if (code !== 0) throw new Error(stdout + stderr);
    }
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(repository, { recursive: true, force: true });
  });

  it("finds the frontend's two files where the plan puts them, and nothing else there", () => {
    expect(readdirSync(join(frontend, "src/analytics")).toSorted()).toEqual(["browser.ts", "user-id.ts"]);
    expect(readdirSync(join(repository, "server/generated"))).not.toContain("browser.ts");
  });

  it.each(BUILDS)("$name", async ({ command, output }) => {
    const folder = join(frontend, output);
    rmSync(folder, { recursive: true, force: true });
    const { code, stdout, stderr } = await runProgram([process.execPath, ...command], {
      cwd: frontend,
      env: { NEXT_TELEMETRY_DISABLED: "1" },
    });
    expect({ code, output: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, output: "" });
    const scripts = readScripts(folder);
    expect(scripts).toContain("feature_used");
    expect(scripts).not.toContain("user_created");
    expect(await visitFrontend(browser, folder)).toEqual(SENT_BY_FRONTEND);
  });
});

/** What npm was told of the registry and its cache, which may be another machine's. */
function npmSettings(): Readonly<Record<string, string>> {
  const settings = Object.entries(process.env).filter(([name]) => /^npm_config_/iu.test(name));
  return Object.fromEntries(settings) as Record<string, string>;
}

/** The text of all scripts in a folder. */
function readScripts(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  return paths
    .filter((path) => path.endsWith(".js") && statSync(path).isFile())
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}
