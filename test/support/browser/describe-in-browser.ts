import { describe } from "vitest";
import { findBrowser } from "./open-browser.ts";

/**
 * `describe` for tests that need a browser. Without one they fail where `CI` is set, for there they may not be left out;
 * elsewhere they are skipped, and it is said why and how to get one.
 *
 * @example
 * describeInBrowser("the contract in Chromium", () => {
 *   it("…", async () => { const browser = await openBrowser(); … });
 * });
 */
export function describeInBrowser(name: string, tests: () => void): void {
  const found = findBrowser();
  // In CI `openBrowser()` throws in each test, and each fails with its words.
  const skips = !found.found && !isSet(process.env["CI"]);
  if (skips) process.stderr.write(`Skipped: "${name}" needs a browser, and there is ${found.why}\n`);
  describe.skipIf(skips)(name, tests);
}

function isSet(flag: string | undefined): boolean {
  return flag !== undefined && !["", "0", "false"].includes(flag.toLowerCase());
}
