import type * as prompts from "@clack/prompts";
import { type Ask, Cancelled, type Choice, type Progress } from "../commands/io.ts";
import { printable } from "../text/terminal.ts";

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
