import { expect, test } from "vitest";
import { PAGES, pageOf } from "../support/documentation.ts";
import { parseMarkdown } from "../support/parse-markdown.ts";
import { meanLength, sentencesOf } from "../support/sentences.ts";

test.each(PAGES)("sentences in $path have fewer than 18 words on average", ({ root }) => {
  expect(meanLength(sentencesOf(root))).toBeLessThan(18);
});

test("what is counted: words of sentences, code as one word, no tables and no blocks", () => {
  const page =
    "# A heading\n\nOne `a b c` two. Three, four - five?\n\n- Six.\n\n| seven |\n| - |\n| eight |\n\n```\nnine\n```\n";
  const sentences = sentencesOf(parseMarkdown(page));
  expect(sentences).toEqual([["One", "code", "two."], ["Three,", "four", "five?"], ["Six."]]);
  expect(meanLength(sentences)).toBeCloseTo(7 / 3);
});

test("the README is one that people read to its end", () => {
  expect(Buffer.byteLength(pageOf("README.md").text)).toBeLessThanOrEqual(8000);
});
