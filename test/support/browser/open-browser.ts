import { accessSync, constants } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { findChromium, type FoundChromium } from "./find-chromium.ts";

/** The browser on this machine. */
export function findBrowser(): FoundChromium {
  return findChromium({ platform: process.platform, env: process.env, isRunnable });
}

/**
 * Starts the browser on this machine without a window. Close it when done.
 *
 * @throws Error where there is none, with how to get one.
 */
export async function openBrowser(): Promise<Browser> {
  const found = findBrowser();
  if (!found.found) throw new Error(`This test needs a browser, and there is ${found.why}`);
  return chromium.launch({ executablePath: found.path });
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
