import type { Page, PageSection } from "../../diagnostics/render/page.ts";
import { AUDIENCES, type Audience, type KindEntry, worstOf } from "../../diff/table/effect.ts";
import { KINDS } from "../../diff/table/kinds.ts";
import { PROPERTY_KINDS, TYPE_KINDS } from "../../diff/table/property-kinds.ts";
import { asSentence, capitalize } from "../../text/words.ts";
import { allPages } from "../pages.ts";
import { generalReason } from "../../runtime/report/losses.ts";
import { RUNTIME_WORDS, type WordKind } from "./runtime-words.ts";

/** What is printed of a word. Only a diagnostic and a rule have a severity. */
export type WordPage = Omit<Page, "severity"> & Partial<Pick<Page, "severity">>;

/** What every word means that people meet: diagnostics and rules, kinds of change, and what is said at run time. */
export function allWords(): readonly WordPage[] {
  return [...allPages(), ...Object.entries<KindEntry>(KINDS).map(pageOfChange), ...runtimePages()];
}

/**
 * The page of a word as people copy it: in any case, as the id of a change with what it is about, or as a violation with its path.
 *
 * @example findWord(allWords(), "amount_usd: not_finite") // the page of `not_finite`
 */
export function findWord(words: readonly WordPage[], asked: string): WordPage | undefined {
  const name = asked.trim().toLowerCase();
  const parts = [name, name.split(":")[0]!, name.split(": ").at(-1)!, generalReason(name)];
  return parts.flatMap((part) => words.find(({ code }) => code === part) ?? [])[0];
}

function pageOfChange([kind, entry]: readonly [string, KindEntry]): WordPage {
  const effects = (Object.keys(AUDIENCES) as Audience[]).flatMap((audience) => {
    const effect = entry[audience];
    return effect === undefined ? [] : [{ audience, level: effect[0], sentence: effect[1] }];
  });
  const title = asSentence(`The ${subjectOf(kind)} ${entry.phrase}`);
  return {
    code: kind,
    consequence: `a change, ${worstOf(effects.map(({ level }) => level))}: reported by \`diff\``,
    title,
    sections: [
      { heading: "What changed", text: title },
      ...effects.map(({ audience, level, sentence }) => ({
        heading: `Effect on ${audience === "id" ? "the frontend" : AUDIENCES[audience]}, ${level}`,
        text: sentence,
      })),
      {
        heading: "How to accept it",
        text: `\`npx tracking-plan diff --allow ${kind}:NAME=REASON\`, with the id that \`diff\` shows.`,
      },
    ],
  };
}

/** What a kind of change is about: the first word of its name says so, except of an event and a property. */
function subjectOf(kind: string): string {
  if (Object.hasOwn(PROPERTY_KINDS, kind) || Object.hasOwn(TYPE_KINDS, kind)) return "property";
  const [first = ""] = kind.split("-");
  if (first === "documentation") return "event, group or plan";
  return ["plan", "group", "actor", "id"].includes(first) ? first : "event";
}

/** A page a word: one that is said in several places has them all. */
function runtimePages(): readonly WordPage[] {
  const kinds: readonly WordKind[] = Object.values(RUNTIME_WORDS);
  const names = new Set(kinds.flatMap(({ words }) => Object.keys(words)));
  return [...names].map((code) => {
    const known = kinds.filter(({ words }) => Object.hasOwn(words, code));
    return {
      code,
      consequence: known.map(({ what }) => what).join(", or "),
      title: known[0]!.words[code]!.meaning,
      sections: known.flatMap((kind) => sectionsOf(kind, code, known.length === 1)),
    };
  });
}

function sectionsOf({ what, where, words }: WordKind, code: string, isOnly: boolean): readonly PageSection[] {
  const { meaning, fix } = words[code]!;
  return [
    { heading: isOnly ? "What it means" : capitalize(what), text: meaning },
    { heading: "Where it appears", text: where },
    { heading: "What to do", text: fix },
  ];
}
