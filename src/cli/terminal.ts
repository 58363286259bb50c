import { type Ask, Cancelled, type Choice, type Io, type Progress } from "../commands/io.ts";
import { printable } from "../text/terminal.ts";
import type * as prompts from "@clack/prompts";

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

/** Asks on this process's terminal, in the place of the progress. The prompts are loaded with the first question. */
export function terminalAsk(progress: Progress): Ask {
  const load = (): Promise<typeof prompts> => {
    progress.end();
    return import("@clack/prompts");
  };
  return {
    async text({ message, initial, placeholder, isOptional = false, findFault }) {
      const { text } = await load();
      const answer = await text({
        message: printable(message),
        ...(initial !== undefined && { initialValue: printable(initial) }),
        ...(placeholder !== undefined && { placeholder: printable(placeholder) }),
        validate: (given = "") => {
          const trimmed = given.trim();
          if (trimmed === "") return isOptional ? undefined : "This is needed.";
          return findFault?.(trimmed);
        },
      });
      // An empty line comes as nothing.
      return orCancelled(answer ?? "").trim();
    },

    async choose({ message, choices, initial }) {
      const { select } = await load();
      const answer = await select<string>({
        message: printable(message),
        options: choices.map(shown),
        ...(initial !== undefined && { initialValue: initial }),
      });
      return valueOf(choices, orCancelled(answer));
    },

    async chooseSome({ message, choices }) {
      const { multiselect } = await load();
      const answer = await multiselect<string>({
        message: printable(message),
        options: choices.map(shown),
        required: false,
      });
      return orCancelled(answer).map((value) => valueOf(choices, value));
    },

    async confirm({ message }) {
      const { confirm } = await load();
      return orCancelled(await confirm({ message: printable(message), initialValue: false }));
    },
  };
}

/** What the library returns for Ctrl-C and Escape is a symbol. */
function orCancelled<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (typeof answer === "symbol") throw new Cancelled();
  return answer as Exclude<Answer, symbol>;
}

function shown({ value, label, hint }: Choice): {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
} {
  return { value, label: printable(label), ...(hint !== undefined && { hint: printable(hint) }) };
}

function valueOf<Value extends string>(choices: readonly Choice<Value>[], answer: string): Value {
  const chosen = choices.find(({ value }) => value === answer);
  if (chosen === undefined) throw new Error("An answer that was not among the choices.");
  return chosen.value;
}
