import type { PlanEvent } from "../../plan/plan.ts";
import { splitWords } from "../../rules/words/name-style.ts";
import { describeDifference, keysOfName } from "../../rules/words/similar-names.ts";
import { createNormalizer, type Normalizer } from "../../rules/words/word-forms.ts";
import { nearest } from "../../text/words.ts";

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

const MEANING: ReadonlyMap<string, string> = new Map(
  SYNONYMS.flatMap((words) => words.map((word) => [word, words[0] ?? word] as const)),
);

/** Two words that are one. */
const JOINED: readonly (readonly [RegExp, string])[] = [
  [/\bsign(?:ed)? up\b/gu, "signup"],
  [/\b(?:sign|log)(?:ed|ged)? (?:in|on)\b/gu, "login"],
  [/\b(?:sign|log)(?:ed|ged)? (?:out|off)\b/gu, "logout"],
  [/\bcreate user\b|\buser create\b/gu, "signup"],
];

/**
 * Finds the event of the plan that another name probably means: the same words in other forms, words of the same meaning, or
 * nearly the same spelling.
 */
export function similarEventFinder(
  events: readonly PlanEvent[],
): (name: string) => { readonly name: string; readonly why: string } | undefined {
  const normalize = createNormalizer();
  const byWords = new Map<string, string>();
  const byMeaning = new Map<string, string>();
  for (const { name } of events) {
    for (const key of keysOfName(name, normalize)) if (!byWords.has(key)) byWords.set(key, name);
    const meaning = meaningOf(name, normalize);
    if (!byMeaning.has(meaning)) byMeaning.set(meaning, name);
  }
  const names = events.map(({ name }) => name);
  return (name) => {
    const same = keysOfName(name, normalize)
      .map((key) => byWords.get(key))
      .find((found) => found !== undefined);
    if (same !== undefined) {
      const difference = describeDifference(name, same, normalize);
      return { name: same, why: `another ${difference === "" ? "spelling" : difference}` };
    }
    const meant = byMeaning.get(meaningOf(name, normalize));
    if (meant !== undefined) return { name: meant, why: "another word for the same" };
    const near = nearest(name, names);
    return near === undefined ? undefined : { name: near, why: "nearly the same spelling" };
  };
}

/** What a name means, its words in one order. */
function meaningOf(name: string, normalize: Normalizer): string {
  let words = splitWords(name)
    .map((word) => normalize(word).key)
    .join(" ");
  for (const [pattern, joined] of JOINED) words = words.replace(pattern, joined);
  const meanings = words.split(" ").map((word) => MEANING.get(word) ?? word);
  // Somebody who signs up is always a user.
  const known = meanings.filter((word) => word !== "user" || meanings.length === 1);
  return (known.some((word) => SESSION.has(word)) ? known : meanings).toSorted().join(" ");
}

const SESSION: ReadonlySet<string> = new Set(["signup", "login", "logout"]);
