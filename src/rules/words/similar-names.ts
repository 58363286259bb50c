import { byCodeUnit } from "../../text/order.ts";
import type { NormalForm, Normalizer } from "./normal-form.ts";
import { splitWords } from "./name-style.ts";

/** Words that name nothing and do not tell two names apart. */
const FILLERS: ReadonlySet<string> = new Set([
  "a",
  "an",
  "been",
  "has",
  "have",
  "is",
  "of",
  "the",
  "to",
  "was",
  "were",
]);

/** A name, taken apart for comparison with others. */
export interface ComparedName {
  readonly name: string;
  readonly forms: readonly NormalForm[];
  /**
   * What another name has to share to be taken for this one: the same words in any order, or the same letters in the same
   * order, as `signup` and `sign_up` have.
   */
  readonly keys: readonly string[];
}

/** Takes a name apart. */
export function compareName(name: string, normalize: Normalizer): ComparedName {
  const all = splitWords(name).map(normalize);
  const named = all.filter(({ word }) => !FILLERS.has(word));
  const forms = named.length === 0 ? all : named;
  const words = forms.map(({ key }) => key);
  return { name, forms, keys: [words.toSorted().join(" "), words.join("")] };
}

/**
 * In what two names with a common key differ, for the end of a sentence.
 *
 * @example describeDifference(compare("user_signed_up"), compare("signUpUser")) // "case, separators, tense and word order"
 */
export function describeDifference(a: ComparedName, b: ComparedName): string {
  const found = [...new Set(findDifferences(a, b))];
  if (found.length === 0) return "small words such as `the` and `to`";
  return [found.slice(0, -1).join(", "), found.at(-1)].filter(Boolean).join(" and ");
}

function* findDifferences(a: ComparedName, b: ComparedName): Iterable<string> {
  const [ours, theirs] = [a.forms, b.forms];
  const isReordered =
    ours.length === theirs.length && ours.some((form, index) => form.key !== theirs[index]?.key);
  if (capitalsOf(a.name) !== capitalsOf(b.name)) yield "case";
  if (ours.length !== theirs.length) return yield "how words are joined";
  if (separatorsOf(a.name) !== separatorsOf(b.name)) yield "separators";
  const others = inOrder(theirs);
  for (const [index, form] of inOrder(ours).entries()) {
    const other = others[index];
    if (other === undefined || form.word === other.word) continue;
    yield form.american === other.american
      ? "spelling"
      : form.singular === other.singular
        ? "the plural"
        : "tense";
  }
  if (isReordered) yield "word order";
}

function inOrder(forms: readonly NormalForm[]): readonly NormalForm[] {
  return forms.toSorted((a, b) => byCodeUnit(a.key, b.key));
}

/** How a name uses capitals: not at all, at its words, or throughout. */
function capitalsOf(name: string): string {
  if (!/[A-Z]/u.test(name)) return "none";
  if (!/[a-z]/u.test(name)) return "all";
  return /^[A-Z]/u.test(name) ? "first" : "inner";
}

/** What stands between the words of a name. */
function separatorsOf(name: string): string {
  return [...new Set(name.match(/[^A-Za-z0-9]/gu))].toSorted().join("");
}
