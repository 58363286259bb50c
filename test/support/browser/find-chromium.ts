/**
 * Finds a browser of the Chromium family that is already on the machine. Nothing is downloaded: tests run against what
 * a package manager or a person has installed.
 */

/** What finding a browser looks at. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a file is there that can be run. */
  readonly isRunnable: (path: string) => boolean;
}

/** A browser's path, or why there is none and how to get one. */
export type FoundChromium =
  | { readonly found: true; readonly path: string }
  | { readonly found: false; readonly why: string };

const LINUX = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/usr/bin/microsoft-edge-stable",
];
const MAC = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
const WINDOWS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

const HOW_TO_GET: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "On Debian and Ubuntu: `apt-get install --no-install-recommends chromium`.",
  darwin: "With Homebrew: `brew install --cask google-chrome`.",
  win32: "With winget: `winget install Google.Chrome`.",
};

/**
 * `CHROME_PATH` where it is set, and otherwise the first of the usual places that holds one. A `CHROME_PATH` that
 * cannot be run is never replaced by another browser: whoever set it wants that one.
 */
export function findChromium(machine: Machine): FoundChromium {
  const wanted = machine.env["CHROME_PATH"]?.trim();
  if (wanted !== undefined && wanted !== "") {
    return machine.isRunnable(wanted)
      ? { found: true, path: wanted }
      : { found: false, why: `none: CHROME_PATH names \`${wanted}\`, which is no file that can be run.` };
  }
  const path = usualPlaces(machine).find((place) => machine.isRunnable(place));
  if (path !== undefined) return { found: true, path };
  const how = HOW_TO_GET[machine.platform] ?? "";
  const why = `no Chromium or Chrome in the usual places. ${how} Or set CHROME_PATH to one.`;
  return { found: false, why: why.replaceAll("  ", " ") };
}

function usualPlaces({ platform, env }: Machine): string[] {
  switch (platform) {
    case "darwin": {
      const folders = ["/Applications", ...given(env["HOME"], (home) => `${home}/Applications`)];
      return MAC.flatMap((app) => folders.map((folder) => `${folder}/${app}`));
    }
    case "win32": {
      const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
      const known = folders.filter((folder) => folder !== undefined);
      return WINDOWS.flatMap((program) => known.map((folder) => `${folder}\\${program}`));
    }
    default:
      return LINUX;
  }
}

function given(value: string | undefined, use: (value: string) => string): string[] {
  return value === undefined ? [] : [use(value)];
}
