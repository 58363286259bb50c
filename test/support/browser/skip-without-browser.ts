import { findBrowser } from "./open-browser.ts";

/**
 * Whether tests that need a browser are left out. They are where none is found, and it is said why and how to get
 * one; but never where `CI` is set: there `openBrowser()` throws, and the tests fail with its words.
 *
 * @example
 * describe.skipIf(skipWithoutBrowser("The contract in Chromium"))("the contract in Chromium", () => { … });
 */
export function skipWithoutBrowser(what: string): boolean {
  const found = findBrowser();
  if (found.found || isSet(process.env["CI"])) return false;
  process.stderr.write(`${what} is not tested in this run: it needs a browser, and there is ${found.why}\n`);
  return true;
}

function isSet(flag: string | undefined): boolean {
  return flag !== undefined && !["", "0", "false"].includes(flag.toLowerCase());
}
