import pluralize from "pluralize";

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
  // Not `hour` and `four`: a letter comes before.
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

/**
 * Verbs whose past tense English does not make with `-ed`, of those that say what happened in a product: each past form
 * with the verb. The list has both past tense and participle, since names use either.
 */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    become: "became",
    begin: "began begun",
    bid: "bid",
    bind: "bound",
    bite: "bit bitten",
    break: "broke broken",
    bring: "brought",
    build: "built",
    burn: "burnt",
    buy: "bought",
    catch: "caught",
    choose: "chose chosen",
    come: "came",
    cut: "cut",
    do: "did done",
    draw: "drew drawn",
    drive: "drove driven",
    fall: "fell fallen",
    feed: "fed",
    find: "found",
    forget: "forgot forgotten",
    freeze: "froze frozen",
    get: "got gotten",
    give: "gave given",
    go: "went gone",
    grow: "grew grown",
    hear: "heard",
    hide: "hid hidden",
    hit: "hit",
    hold: "held",
    keep: "kept",
    know: "knew known",
    lead: "led",
    learn: "learnt",
    leave: "left",
    lend: "lent",
    let: "let",
    lose: "lost",
    make: "made",
    mean: "meant",
    meet: "met",
    overwrite: "overwrote overwritten",
    pay: "paid",
    put: "put",
    quit: "quit",
    read: "read",
    rebuild: "rebuilt",
    redo: "redone",
    resend: "resent",
    reset: "reset",
    ride: "rode ridden",
    ring: "rang rung",
    rise: "rose risen",
    run: "ran run",
    say: "said",
    see: "saw seen",
    sell: "sold",
    send: "sent",
    set: "set",
    show: "showed shown",
    shut: "shut",
    sink: "sank sunk",
    speak: "spoke spoken",
    spend: "spent",
    spin: "spun",
    split: "split",
    spread: "spread",
    stand: "stood",
    steal: "stole stolen",
    stick: "stuck",
    sweep: "swept",
    take: "took taken",
    tell: "told",
    think: "thought",
    throw: "threw thrown",
    undo: "undid undone",
    upset: "upset",
    wake: "woke woken",
    wear: "wore worn",
    win: "won",
    withdraw: "withdrew withdrawn",
    write: "wrote written",
    // Regular, but the `-eed` and `-ied` of others is no ending.
    agree: "agreed",
    die: "died",
    exceed: "exceeded",
    free: "freed",
    guarantee: "guaranteed",
    lie: "lied",
    need: "needed",
    proceed: "proceeded",
    seed: "seeded",
    speed: "sped speeded",
    succeed: "succeeded",
    tie: "tied",
    untie: "untied",
  }).flatMap(([verb, forms]) => forms.split(" ").map((form) => [form, verb] as const)),
);

/** Words with `-ed` that are no verb in the past tense. */
const NO_VERBS: ReadonlySet<string> = new Set(["embed", "hundred", "biped", "moped", "sacred", "infrared"]);

/**
 * Whether a word is a verb in the past tense: what happened.
 *
 * @param word in small letters
 * @example isPastTense("completed") // true
 * @example isPastTense("sent") // true
 * @example isPastTense("feed") // false
 */
export function isPastTense(word: string): boolean {
  return IRREGULAR.has(word) || endsInEd(word);
}

/**
 * The verb of a past tense, as far as it takes to compare two words: a final `e` that `-ed` hides is not put back. Other
 * words stay.
 *
 * @example verbOf("sent") // "send"
 * @example verbOf("replied") // "reply"
 * @example verbOf("planned") // "plann"
 */
function verbOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (!endsInEd(word)) return word;
  return word.endsWith("ied") ? `${word.slice(0, -3)}y` : word.slice(0, -2);
}

/** `-ed` after a syllable, and not after an `e`, as in `feed`. */
function endsInEd(word: string): boolean {
  return /^[a-z]*[aeiouy][a-z]*[^e]ed$/u.test(word) && !NO_VERBS.has(word);
}
