import { type Ask, Cancelled, type Choice, type Io, type Progress } from "../commands/io.ts";
import { printable } from "../text/terminal.ts";
import type * as prompts from "@clack/prompts";

/** Milliseconds of work before progress is shown: nobody needs it for less. */
const DELAY_MS = 1_000;

const ERASE_LINE = "\r\u001b[K";

/** Turns line wrapping off and on: a wrapped line would not be erased. */
const NO_WRAP = { begin: "\u001b[?7l", end: "\u001b[?7h" } as const;

/**
 * Shows the current phase in one line at the end of a terminal. The line is erased before anything else is printed.
 *
 * @param write - writes to the terminal synchronously
 */
export function terminalProgress(write: (text: string) => void): Progress {
  let phase: string | undefined;
  let begun = 0;
  let isShown = false;
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    write(`${ERASE_LINE}${NO_WRAP.begin}${printable(phase ?? "")}…${NO_WRAP.end}`);
    isShown = true;
  };
  return {
    begin(next) {
      // Synchronous work blocks the timer, so the clock is checked here too.
      if (phase === undefined) {
        begun = performance.now();
        timer = setTimeout(show, DELAY_MS).unref();
      }
      phase = next;
      if (performance.now() - begun >= DELAY_MS) show();
    },
    end() {
      clearTimeout(timer);
      phase = undefined;
      if (isShown) write(ERASE_LINE);
      isShown = false;
    },
  };
}

export const NO_PROGRESS: Progress = { begin: () => {}, end: () => {} };

/** Whether progress can be shown: on a terminal that can erase a line, and not in a CI log. */
export function showsProgress(stream: { readonly isTTY?: boolean }, env: Io["env"]): boolean {
  return stream.isTTY === true && env["TERM"] !== "dumb" && !isCi(env);
}

/** Values of the variable CI that mean no CI. */
const NO_CI: ReadonlySet<string> = new Set(["", "0", "false"]);

/** Whether this is a CI build: some runners have a terminal, but nobody in front of it. */
export function isCi({ CI = "" }: Io["env"]): boolean {
  return !NO_CI.has(CI);
}

/** Prompts on this process's terminal. The library is loaded with the first question. */
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
          if (trimmed === "") return isOptional ? undefined : "A value is required.";
          return findFault?.(trimmed);
        },
      });
      // An empty line is returned as undefined.
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

/** The library returns a symbol for Ctrl-C and Escape. */
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
  if (chosen === undefined) throw new Error("The answer is not one of the choices.");
  return chosen.value;
}
