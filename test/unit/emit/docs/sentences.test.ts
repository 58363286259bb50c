/** How long the sentences are that readers of the docs and of `explain` meet. */
import { expect, test } from "vitest";
import { RUNTIME_WORDS } from "../../../../src/commands/explain/runtime-words.ts";
import { allWords } from "../../../../src/commands/explain/word-pages.ts";
import { GOLDEN_CASES, readGoldenPlan } from "../../../support/golden-cases.ts";
import { parsePages } from "../../../support/check-docs.ts";
import { nodesOfType, shownText } from "../../../support/parse-markdown.ts";

/** The mean number of words of the sentences of some texts. */
function meanWords(texts: readonly string[]): number {
  const sentences = texts
    .flatMap((text) => text.split(/(?<=[.!?:])\s+/u))
    .filter((text) => text.includes(" "));
  const words = sentences.map((sentence) => sentence.split(/\s+/u).length);
  return words.reduce((sum, count) => sum + count, 0) / words.length;
}

test("of explain are short", () => {
  const texts = allWords().flatMap(({ sections }) =>
    sections.flatMap((section) => ("text" in section ? section.text.split("\n") : [])),
  );
  expect(meanWords(texts)).toBeLessThan(18);
  const runtime = Object.values(RUNTIME_WORDS).flatMap(({ words }) => Object.values(words));
  expect(meanWords(runtime.flatMap(({ meaning, fix }) => [meaning, fix]))).toBeLessThan(12);
});

test("of the page on identity, which are ours, are short", async () => {
  const plan = await readGoldenPlan(GOLDEN_CASES.find(({ name }) => name === "identity")!);
  const page = parsePages(plan).get("identity.md")!;
  const blocks = [...nodesOfType(page, "paragraph"), ...nodesOfType(page, "tableCell")];
  const texts = blocks.map((block) => shownText(block));
  expect(texts.length).toBeGreaterThan(40);
  expect(meanWords(texts)).toBeLessThan(13);
});
