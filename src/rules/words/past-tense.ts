/**
 * Verbs whose past tense English does not make with `-ed`, of those that say what happened in a product: each past form
 * with the verb. Past tense and participle both stand here, since names use either.
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
export function verbOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (!endsInEd(word)) return word;
  return word.endsWith("ied") ? `${word.slice(0, -3)}y` : word.slice(0, -2);
}

/** `-ed` after a syllable, and not after an `e`, as in `feed`. */
function endsInEd(word: string): boolean {
  return /^[a-z]*[aeiouy][a-z]*[^e]ed$/u.test(word) && !NO_VERBS.has(word);
}
