import { distance } from "fastest-levenshtein";
import type { PlanEvent } from "../plan/plan.ts";
import { splitWords } from "./name-style.ts";
import { describeDifference, keysOfName } from "./similar-names.ts";
import { createNormalizer, type Normalizer } from "./word-forms.ts";
import { nearest } from "../text/words.ts";

/** Words that mean the same in names of events. The first stands for all. */
const SYNONYMS: readonly (readonly string[])[] = [
  ["signup", "register", "registration", "join", "enroll"],
  ["login", "signin", "authenticate"],
  ["logout", "signout", "logoff"],
  ["user", "account", "member", "customer", "profile"],
  ["purchase", "buy", "order", "checkout"],
  ["pay", "payment", "charge"],
  ["delete", "remove", "destroy"],
  ["cancel", "unsubscribe", "churn"],
  ["view", "open", "visit", "see", "show", "display"],
  ["click", "press", "tap", "select"],
  ["update", "edit", "change", "modify", "save"],
  ["create", "add", "new", "make"],
  ["start", "begin", "initiate", "launch"],
  ["complete", "finish", "end", "done", "succeed"],
  ["fail", "error", "crash"],
  ["send", "submit"],
  ["page", "screen"],
];

/** Two words that are one. */
const JOINED: readonly (readonly [RegExp, string])[] = [
  [/\bsign(?:ed)? up\b/gu, "signup"],
  [/\b(?:sign|log)(?:ed|ged)? (?:in|on)\b/gu, "login"],
  [/\b(?:sign|log)(?:ed|ged)? (?:out|off)\b/gu, "logout"],
  [/\bcreated? (?:user|account)\b|\b(?:user|account) created?\b/gu, "signup"],
];

/** Words for what a person does with their session: who does is always a user. */
const SESSION: ReadonlySet<string> = new Set(["signup", "login", "logout"]);

/** An event of the plan, for a name that the plan does not have. */
export interface SimilarEvent {
  readonly name: string;
  /** Why it is probably the same event. Without it, its name is only the nearest. */
  readonly why?: string;
}

/**
 * Finds the event of the plan that another name probably means: a former name, the same words in other forms, words of the same
 * meaning, or a slip in one word. If no name means the same, the one with the nearest name.
 */
export function similarEventFinder(events: readonly PlanEvent[]): (name: string) => SimilarEvent | undefined {
  const normalize = createNormalizer();
  const meaningOf = meaningFinder(normalize);
  const former = new Map<string, string>();
  const byWords = new Map<string, string>();
  const byMeaning = new Map<string, string | undefined>();
  for (const { name, renamedFrom, alsoSentAs } of events) {
    for (const old of [renamedFrom, alsoSentAs?.name]) if (old !== undefined) former.set(old, name);
    for (const key of keysOfName(name, normalize)) if (!byWords.has(key)) byWords.set(key, name);
    const meaning = meaningOf(name);
    // Words by which the plan itself tells events apart do not mean the same.
    byMeaning.set(meaning, byMeaning.has(meaning) ? undefined : name);
  }
  const names = events.map(({ name }) => name);
  return (name) => {
    const current = former.get(name);
    if (current !== undefined) return { name: current, why: "its former name" };
    const same = keysOfName(name, normalize)
      .map((key) => byWords.get(key))
      .find((found) => found !== undefined);
    if (same !== undefined) {
      const difference = describeDifference(name, same, normalize);
      return { name: same, why: difference === "" ? "another spelling" : `differs in ${difference}` };
    }
    const meant = byMeaning.get(meaningOf(name));
    if (meant !== undefined) return { name: meant, why: "words that mean the same" };
    const slip = names.find((one) => isSlip(splitWords(name), splitWords(one)));
    if (slip !== undefined) return { name: slip, why: "nearly the same spelling" };
    const near = nearest(name, names);
    return near === undefined ? undefined : { name: near };
  };
}

/** Whether two names differ in a letter of a long word, or two of a very long one: `in` and `up` are no slip. */
function isSlip(words: readonly string[], others: readonly string[]): boolean {
  if (words.length !== others.length) return false;
  const differing = words.flatMap((word, index) => {
    const other = others[index] ?? "";
    return word === other ? [] : [[word, other] as const];
  });
  const [[word, other] = ["", ""], ...more] = differing;
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  // `subscribed` and `unsubscribed` are opposites, and `step1` and `step2` are two steps.
  if (more.length > 0 || short.length < 5 || long.endsWith(short) || /\d/u.test(word + other)) return false;
  return distance(word, other) <= (short.length < 9 ? 1 : 2);
}

/** Gives what stands for a word in small letters: one of those that mean the same, else the word without its forms. */
export function wordMeanings(normalize: Normalizer): (word: string) => string {
  const known = new Map(
    SYNONYMS.flatMap((words) => words.map((word) => [normalize(word).key, words[0] ?? word] as const)),
  );
  return (word) => {
    const { key } = normalize(word);
    return known.get(key) ?? key;
  };
}

/** Gives what a name means, its words in one order. */
function meaningFinder(normalize: Normalizer): (name: string) => string {
  const meaningOf = wordMeanings(normalize);
  return (name) => {
    let words = splitWords(name).join(" ").toLowerCase();
    for (const [pattern, joined] of JOINED) words = words.replace(pattern, joined);
    const meanings = words.split(" ").map(meaningOf);
    const isSession = meanings.some((word) => SESSION.has(word));
    return meanings
      .filter((word) => !isSession || word !== "user")
      .toSorted()
      .join(" ");
  };
}
