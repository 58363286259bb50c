import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "../../support/build-cli.ts";
import { findBrowser } from "../../support/browser/open-browser.ts";
import { type Finished, runProgram } from "../../support/command-line.ts";

/** A shop with the packages of this part and this `tracking-plan`, and its generated helpers. */
export interface Shop {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs the command line in it. */
  readonly run: (...args: readonly string[]) => Promise<Finished>;
  readonly close: () => void;
}

const PART = new URL(".", import.meta.url);
const PACKAGES = fileURLToPath(new URL("node_modules", PART));

/**
 * Makes a shop of a folder of this part.
 *
 * @throws Error where there is no browser, which its end-to-end test needs
 */
export async function openShop(project: string): Promise<Shop> {
  const chromium = findBrowser();
  if (!chromium.found) throw new Error(`This part needs a browser, and there is ${chromium.why}`);
  const env = { CHROME_PATH: chromium.path, NEXT_TELEMETRY_DISABLED: "1" };
  const removeBuild = await setup();
  const build = process.env["TEST_BUILD"] ?? "";
  rmSync(join(PACKAGES, "tracking-plan"), { force: true });
  symlinkSync(build, join(PACKAGES, "tracking-plan"));
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-inspect-")));
  cpSync(new URL(`${project}/`, PART), folder, { recursive: true });
  cpSync(new URL("watch-events.mjs", PART), join(folder, "watch-events.mjs"));
  // What this part is installed with is the project's.
  symlinkSync(PACKAGES, join(folder, "node_modules"));
  const run = (...args: readonly string[]): Promise<Finished> =>
    runProgram([process.execPath, join(build, "dist/cli/main.cjs"), ...args], { cwd: folder, env });
  const { code, stderr } = await run("generate");
  if (code !== 0) throw new Error(stderr);
  return {
    folder,
    env,
    run,
    close: () => {
      rmSync(folder, { recursive: true, force: true });
      rmSync(join(PACKAGES, "tracking-plan"), { force: true });
      removeBuild();
    },
  };
}
