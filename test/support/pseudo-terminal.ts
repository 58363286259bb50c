import { stripVTControlCharacters } from "node:util";
import { CLI } from "./command-line.ts";

/** A program at a terminal of its own, and the person in front of it. */
export interface PseudoTerminal {
  /** Waits until the screen has shown a text since the last key. @throws When the program ends before. */
  see(text: string): Promise<void>;
  /** Types text, as it comes from a keyboard. */
  type(keys: string): void;
  /** Waits for the end. @returns the exit code, and all that was shown: without control characters, and with them */
  end(): Promise<{ readonly code: number; readonly shown: string; readonly raw: string }>;
}

/** What keys send. */
export const KEYS = { enter: "\r", down: "\u001b[B", space: " ", interrupt: "\u0003" } as const;

/** Comes with a binary for each common system, so that `npm ci` alone gives it; on another one there is none. */
const pty = await import("@lydell/node-pty").catch(() => undefined);

/** Why tests at a terminal are skipped here, for their title; nothing where they run. In CI they never are. */
export const SKIPPED =
  pty === undefined && !process.env["CI"]
    ? ` (skipped: @lydell/node-pty has no binary for ${process.platform} ${process.arch})`
    : "";

/** How long a screen is waited for, in milliseconds: less than a test may take, so that the test tells what was shown. */
const PATIENCE = 240_000;

/** Runs the command line at a terminal, of 80 columns if nothing else is said. */
export function openTerminal(
  args: readonly string[],
  {
    cwd,
    env = {},
    columns = 80,
  }: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly columns?: number;
  },
): PseudoTerminal {
  const [program, ...rest] = [...CLI, ...args];
  const { PATH = "", HOME = "" } = process.env;
  if (pty === undefined) throw new Error("There is no pseudo-terminal on this system.");
  const terminal = pty.spawn(program!, rest, {
    cwd,
    cols: columns,
    rows: 40,
    // It is what TERM becomes.
    name: env["TERM"] ?? "xterm-256color",
    env: { PATH, HOME, ...env },
  });
  let [all, recent] = ["", ""];
  const watchers = new Set<() => void>();
  const notify = (): void => {
    for (const watcher of watchers) watcher();
  };
  terminal.onData((data) => {
    all += data;
    recent += data;
    notify();
  });
  let code: number | undefined;
  terminal.onExit(({ exitCode }) => {
    code = exitCode;
    notify();
  });
  const until = (isReached: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        terminal.kill();
        reject(new Error(`Nothing came any more. Since the last key was shown:\n${shownOf(recent)}`));
      }, PATIENCE);
      const watch = (): void => {
        if (!isReached()) return;
        clearTimeout(timer);
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
  return {
    async see(text) {
      await until(() => code !== undefined || shownOf(recent).includes(text));
      if (!shownOf(recent).includes(text)) throw new Error(`"${text}" was never shown:\n${shownOf(all)}`);
    },
    type(keys) {
      recent = "";
      terminal.write(keys);
    },
    async end() {
      await until(() => code !== undefined);
      return { code: code!, shown: shownOf(all), raw: all };
    },
  };
}

function shownOf(text: string): string {
  return stripVTControlCharacters(text);
}
