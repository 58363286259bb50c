import type { Ask } from "../../src/commands/io.ts";

/** Somebody who answers questions from a list, and what they were asked. */
export interface ScriptedAsk extends Ask {
  readonly asked: readonly string[];
}

/**
 * Answers in the order of the questions. A text that the question refuses, or a choice that is not offered, fails the test.
 *
 * @param answers - texts, values of choices, lists of them, or yes and no
 */
export function scriptedAsk(answers: readonly (string | readonly string[] | boolean)[]): ScriptedAsk {
  const left = [...answers];
  const asked: string[] = [];
  const next = (message: string): unknown => {
    asked.push(message);
    if (left.length === 0) throw new Error(`Nothing was expected to be asked any more: ${message}`);
    return left.shift();
  };
  return {
    asked,
    async text({ message, initial, findFault, isOptional }) {
      const answer = next(message);
      const text = answer === "" && initial !== undefined ? initial : String(answer);
      const fault = text === "" ? undefined : findFault?.(text);
      if (fault !== undefined || (text === "" && isOptional !== true))
        throw new Error(`${message}: ${fault}`);
      return text;
    },
    async choose({ message, choices }) {
      const answer = next(message);
      const chosen = choices.find(({ value }) => value === answer);
      if (chosen === undefined) throw new Error(`${message}: there is no choice ${String(answer)}.`);
      return chosen.value;
    },
    async chooseSome({ message, choices }) {
      const answer = next(message) as readonly string[];
      return choices.flatMap(({ value }) => (answer.includes(value) ? [value] : []));
    },
    async confirm({ message }) {
      return next(message) === true;
    },
  };
}
