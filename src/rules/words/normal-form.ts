import pluralize from "pluralize";
import { verbOf } from "./past-tense.ts";

/**
 * What a word is compared by: the same for British and American spelling, singular and plural, present and past. It is a
 * key and not always a word: `caching` would be none of `cache`'s forms, since `payment_processing` and
 * `payment_processed` are two things that happen.
 */
export interface NormalForm {
  readonly word: string;
  /** In American spelling. */
  readonly american: string;
  /** That in the singular. */
  readonly singular: string;
  /** That without the past tense: what words are compared by. */
  readonly key: string;
}

/** Finds the normal form of a word in small letters. */
export type Normalizer = (word: string) => NormalForm;

/** A normalizer that remembers the words it was asked for: the names of a plan are made of few. */
export function createNormalizer(): Normalizer {
  const known = new Map<string, NormalForm>();
  return (word) => {
    const form = known.get(word) ?? normalize(word);
    known.set(word, form);
    return form;
  };
}

function normalize(word: string): NormalForm {
  const american = inAmerican(word);
  // Short words are mostly abbreviations, such as `sms` and `gps`.
  const singular = american.length < 4 ? american : pluralize.singular(american);
  return { word, american, singular, key: withoutEnding(verbOf(singular)) };
}

/** Single words of British spelling that follow no rule. */
const BRITISH: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ageing: "aging",
    aluminium: "aluminum",
    analogue: "analog",
    cheque: "check",
    defence: "defense",
    draught: "draft",
    grey: "gray",
    jewellery: "jewelry",
    judgement: "judgment",
    kerb: "curb",
    licence: "license",
    offence: "offense",
    practise: "practice",
    practised: "practiced",
    pretence: "pretense",
    sceptical: "skeptical",
    storey: "story",
    tyre: "tire",
  }),
);

/** Endings of British spelling. What is no word after it does no harm: both spellings become the same. */
const BRITISH_ENDINGS: readonly (readonly [pattern: RegExp, american: string])[] = [
  [/(?<=[a-z]{3})is(?=(?:e[drs]?|ing|able|ations?)$)/u, "iz"],
  [/(?<=[a-z]{2})ys(?=(?:e[drs]?|ing)$)/u, "yz"],
  // Not `hour` and `four`: something stands before.
  [/(?<=[a-z]{2})our(?=(?:s|ed|ing|ites?|able|al|ful|hood)?$)/u, "or"],
  [/(?<=[bt])re(?=[sd]?$)/u, "er"],
  [/ogue(?=s?$)/u, "og"],
  [/gramme(?=s?$)/u, "gram"],
  // After the second syllable or a later one: not `called` and `filled`.
  [/(?<=[aeiouy][a-z]*[aeiouy])ll(?=(?:ed|ing|ers?|ors?|ations?)$)/u, "l"],
  [/(?<=[a-z])ae(?=[ds][a-z])/u, "e"],
];

function inAmerican(word: string): string {
  const single = BRITISH.get(word);
  if (single !== undefined) return single;
  return BRITISH_ENDINGS.reduce((text, [pattern, american]) => text.replace(pattern, american), word);
}

/** `plann` and `plan` become one, `creat` and `create`; not `fill` and `file`. */
function withoutEnding(word: string): string {
  const single = word.replace(/(?<=[aeiouy])([bdgkmnprt])\1$/u, "$1");
  const shorter = /[aeiouy][a-z]*[aeiouy]ll$/u.test(single) ? single.slice(0, -1) : single;
  return shorter.length < 3 ? shorter : shorter.replace(/e$/u, "");
}
