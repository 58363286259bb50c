import type { Io, Progress } from "../commands/io.ts";
import { printable } from "../text/terminal.ts";

/** Milliseconds of work before it is told: what is done sooner, nobody waits for. */
const PATIENCE = 1_000;

const ERASE_LINE = "\r\u001b[K";

/** At the right margin a terminal goes on in the next line, which would not be erased. Between these it cuts instead. */
const CUT = { begin: "\u001b[?7l", end: "\u001b[?7h" } as const;

/**
 * One line at the end of a terminal that says what is being done. It is erased before anything else is shown there, so
 * that what stays is the same with it and without.
 *
 * @param write - to the terminal, at once
 */
export function terminalProgress(write: (text: string) => void): Progress {
  let phase: string | undefined;
  let begun = 0;
  let isShown = false;
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    write(`${ERASE_LINE}${CUT.begin}${printable(phase ?? "")}…${CUT.end}`);
    isShown = true;
  };
  return {
    begin(next) {
      // While the work leaves no time for timers, the clock is looked at here.
      if (phase === undefined) {
        begun = performance.now();
        timer = setTimeout(show, PATIENCE).unref();
      }
      phase = next;
      if (performance.now() - begun >= PATIENCE) show();
    },
    end() {
      clearTimeout(timer);
      phase = undefined;
      if (isShown) write(ERASE_LINE);
      isShown = false;
    },
  };
}

/** Tells nobody. */
export const NO_PROGRESS: Progress = { begin: () => {}, end: () => {} };

/** Whether somebody sees the progress: at a terminal that can erase a line, and not in the log of CI. */
export function showsProgress(stream: { readonly isTTY?: boolean }, env: Io["env"]): boolean {
  return stream.isTTY === true && env["TERM"] !== "dumb" && !isCi(env);
}

/** What the variable CI says where there is none. */
const NO_CI: ReadonlySet<string> = new Set(["", "0", "false"]);

/** Whether a build runs us: some runners have terminals, but nobody at them. */
export function isCi({ CI = "" }: Io["env"]): boolean {
  return !NO_CI.has(CI);
}
