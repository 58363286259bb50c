import { RUNTIME_WORDS, type RuntimeWord } from "../../src/commands/explain/runtime-words.ts";
import { code, prose, table } from "../../src/text/markdown.ts";

/**
 * The table of the words of one kind that helpers and trackers say at run time, as `explain` has them.
 *
 * @param kind - such as `refusal`
 * @throws RangeError when there is no such kind.
 */
export function wordsTable(kind: string, head: string): string {
  if (!Object.hasOwn(RUNTIME_WORDS, kind)) throw new RangeError(`No words are called ${kind}.`);
  const { words } = RUNTIME_WORDS[kind as keyof typeof RUNTIME_WORDS];
  return table(
    [head, "Meaning", "What to do"],
    Object.entries<RuntimeWord>(words).map(([word, { meaning, fix }]) => [
      code(word, "cell"),
      prose(meaning, "cell"),
      prose(fix, "cell"),
    ]),
  );
}
