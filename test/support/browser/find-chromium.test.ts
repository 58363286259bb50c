import { describe, expect, it } from "vitest";
import { findChromium, type Machine } from "./find-chromium.ts";

function machine(platform: NodeJS.Platform, files: readonly string[], env: Machine["env"] = {}): Machine {
  return { platform, env, isRunnable: (path) => files.includes(path) };
}

describe("finding a browser", () => {
  it("takes the one that CHROME_PATH names", () => {
    const env = { CHROME_PATH: " /opt/chrome " };
    expect(findChromium(machine("linux", ["/usr/bin/chromium", "/opt/chrome"], env))).toEqual({
      found: true,
      path: "/opt/chrome",
    });
  });

  it("takes no other where CHROME_PATH names none", () => {
    const env = { CHROME_PATH: "/opt/chrome" };
    expect(findChromium(machine("linux", ["/usr/bin/chromium"], env))).toEqual({
      found: false,
      why: "none: CHROME_PATH names `/opt/chrome`, which is no file that can be run.",
    });
  });

  it.each([
    ["linux", {}, "/usr/bin/chromium"],
    ["linux", {}, "/usr/bin/chromium-headless-shell"],
    ["linux", { CHROME_PATH: "" }, "/usr/bin/google-chrome"],
    ["darwin", {}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["darwin", { HOME: "/Users/ada" }, "/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium"],
    [
      "win32",
      { PROGRAMFILES: "C:\\Program Files" },
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
    [
      "win32",
      { LOCALAPPDATA: "C:\\Users\\ada\\AppData\\Local" },
      "C:\\Users\\ada\\AppData\\Local\\Chromium\\Application\\chrome.exe",
    ],
  ] as const)("finds it on %s with %j at %s", (platform, env, path) => {
    expect(findChromium(machine(platform, [path], env))).toEqual({ found: true, path });
  });

  it.each([
    [
      "linux",
      "On Debian and Ubuntu: `apt-get install --no-install-recommends chromium`. Or set CHROME_PATH to one.",
    ],
    ["darwin", "With Homebrew: `brew install --cask google-chrome`. Or set CHROME_PATH to one."],
    ["win32", "With winget: `winget install Google.Chrome`. Or set CHROME_PATH to one."],
    ["freebsd", "Or set CHROME_PATH to one."],
  ] as const)("says on %s how to get one", (platform, how) => {
    expect(findChromium(machine(platform, []))).toEqual({
      found: false,
      why: `no Chromium or Chrome in the usual places. ${how}`,
    });
  });
});
