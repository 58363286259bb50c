import { matchForm } from "../../plan/ids/forms.ts";
import type { IdForm } from "../../plan/ids/identity.ts";
import type { Plan } from "../../plan/plan.ts";
import type { IdExpression } from "../facts/facts.ts";

/** Whose id an expression probably is: `foreign` is no id of the contract, `untold` may be anything. */
export type IdKind = "person" | "email" | "group" | "sentinel" | "foreign" | "untold";

/** Texts that stand for nobody. */
const SENTINELS: ReadonlySet<string> = new Set([
  "",
  "0",
  "admin",
  "anon",
  "anonymous",
  "api",
  "backend",
  "bot",
  "cron",
  "default",
  "guest",
  "n/a",
  "nobody",
  "none",
  "null",
  "server",
  "system",
  "test",
  "undefined",
  "unknown",
  "user",
]);

/** Words for what many people share. An account, a customer or a member may be either. */
const SHARED = /^(?:org|organi[sz]ation|team|workspace|company|tenant|project|group)s?$/iu;

/** Words for one person. */
const PERSON = /^(?:users?|person|profile|sub|author|owner|creator|assignee|viewer|visitor)$/iu;

/** Words that say nothing of whose id it is. */
const PLAIN = /^(?:id|ids|uuid|guid|key|current|get|my|the|this|new|db|internal|public)$/iu;

/** Methods that change a text and not whose id it is. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  "normalize",
  "toLocaleLowerCase",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "trim",
]);

const EMAIL = /e[_-]?mail(?:[_-]?address)?$/iu;
const HASHED = /hash|sha\d|md5|digest|encrypt|anonymi[sz]ed/iu;

/** Examples of ids as databases make them. */
const NUMBERS = ["1", "12345"] as const;
const UUIDS = ["0198c7de-4b2f-7c3a-9d1e-5f6a7b8c9d0e", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"] as const;

/** What can be told of an id from its literals, its types and its names. */
export function kindOfId(id: IdExpression, forms: readonly IdForm[], plan: Plan): IdKind {
  const takesEmails = forms.some(({ acceptEmails }) => acceptEmails !== undefined);
  const takes = (text: string): boolean => forms.some((form) => matchForm(form, text) !== undefined);
  if (id.literals.length > 0) {
    const texts = id.literals.map(String);
    const other = texts.find((text) => !takes(text));
    if (other === undefined) return "person";
    if (other.includes("@")) return takesEmails ? "person" : "email";
    return SENTINELS.has(other.toLowerCase()) ? "sentinel" : "foreign";
  }
  const names = id.names.filter((name) => !CONVERSIONS.has(name));
  const last = names.at(-1) ?? "";
  if (HASHED.test(last)) return "untold";
  if (EMAIL.test(last) || EMAIL.test(id.typeName ?? "")) return takesEmails ? "person" : "email";
  const words = names.slice(-2).flatMap(wordsOf);
  const holder = words.findLast((word) => !PLAIN.test(word)) ?? "";
  const isGroup = plan.groups.some(({ name }) => name.toLowerCase() === holder.toLowerCase());
  if (SHARED.test(holder) || isGroup) return "group";
  if (id.type === "number" && !NUMBERS.some(takes)) return "foreign";
  if ((/uuid$/iu.test(last) || /^uuid$/iu.test(id.typeName ?? "")) && !UUIDS.some(takes)) return "foreign";
  return PERSON.test(holder) ? "person" : "untold";
}

/** The words of a name: `orgId` gives `org` and `Id`. */
function wordsOf(name: string): readonly string[] {
  return name.split(/_|(?<=\p{Ll})(?=\p{Lu})/u).filter((word) => word !== "");
}
