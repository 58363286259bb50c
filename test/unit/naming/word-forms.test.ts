import { expect, test } from "vitest";
import { createNormalizer } from "../../../src/naming/word-forms.ts";

const normalize = createNormalizer();
const keysOf = (words: string) => new Set(words.split(" ").map((word) => normalize(word).key));

test.each([
  "canceled cancelled cancel cancels",
  "organised organized organise organizes",
  "colour colors",
  "favourites favorite",
  "catalogue catalogs",
  "centre centers",
  "analyse analyzed",
  "labelled labeled label",
  "fulfilled fulfil fulfill",
  "licence license",
  "programmes program",
  "judgement judgments",
  "used use uses",
  "created create creates",
  "planned plan plans",
  "sent send sends",
  "paid pay pays",
  "replied reply replies",
  "agreed agree",
  "occurred occured",
  "people person",
])("takes these for one word: %s", (words) => {
  expect(keysOf(words).size).toBe(1);
});

test.each([
  "filled filed",
  "pay payment",
  "subscriber subscription",
  "list listing",
  "process processing",
  "organ organization",
  "sms sm",
])("tells these apart: %s", (words) => {
  expect(keysOf(words).size).toBeGreaterThan(1);
});
