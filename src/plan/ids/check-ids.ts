import type { RegExpPart } from "./automaton.ts";
import { type Commonality, escapeSource, findCommonText } from "./regular-expressions.ts";
import { ID_FORMAT_DEFAULTS, resolveFormat } from "./id-formats.ts";
import type { IdForm, IdFormat } from "./identity.ts";
import { type FormRule, matchForm } from "./forms.ts";

/** One kind of id of a plan: `user_id`, or an actor. */
export interface IdSubject {
  readonly name: string;
  readonly forms: readonly IdForm[];
}

/** An id of another thing, such as a group's key: the name of its property, and what it looks like. */
export interface OtherId {
  readonly name: string;
  readonly form: FormRule;
}

/** A form, and whose it is. */
export interface NamedForm {
  /** Name of the subject. */
  readonly subject: string;
  readonly form: IdForm;
}

/** What people are reached by, and which is no id without a reason. */
export type Contact = "emails" | "phones";

/** What no automaton could decide about a form. */
export type Question = Contact | "prefix" | { readonly overlap: NamedForm } | { readonly groupType: string };

/** Something to say about the ids of a plan. `describeIdFinding` puts it in words. */
export type IdFinding =
  /** Two forms accept one text, so that one id could be two people, or a person and a job. */
  | {
      readonly kind: "overlap";
      readonly first: NamedForm;
      readonly second: NamedForm;
      /** A text that both accept. */
      readonly example: string;
    }
  | { readonly kind: "accepts-emails" | "accepts-phones"; readonly at: NamedForm; readonly example: string }
  /** A form gives a reason for accepting emails or phone numbers, but accepts none. */
  | { readonly kind: "reason-unused"; readonly at: NamedForm; readonly contact: Contact }
  /** An id without the prefix can begin with it, and would be taken for one that has it. */
  | { readonly kind: "prefix-begins-id"; readonly at: NamedForm; readonly example: string }
  /** PostHog's own id of a group is accepted. */
  | { readonly kind: "accepts-groups"; readonly at: NamedForm; readonly example: string }
  | { readonly kind: "undecided"; readonly at: NamedForm; readonly question: Question }
  /** Placeholder words for a missing id match the form. The contract refuses them anyway. */
  | { readonly kind: "accepts-illegal-ids"; readonly at: NamedForm; readonly ids: readonly string[] }
  /** Ids of other things have the very shape of these. */
  | {
      readonly kind: "cannot-tell-apart";
      readonly at: NamedForm;
      readonly because: "no-prefix" | "accept-unprefixed";
      /** The formats that such ids typically have; empty for a pattern that looks like none of them. */
      readonly formats: readonly IdFormat["kind"][];
      /** Names of the given other ids that the form accepts as well. */
      readonly others: readonly string[];
    };

/**
 * Everything to say about the ids of a plan, in the order of the subjects and their forms. Pure, and bounded in time.
 *
 * @param subjects - `user_id` first, then the actors
 * @param others - ids of other things that could be taken for these, such as group keys
 * @param groupTypes - the group types of the plan
 */
export function checkIds(
  subjects: readonly IdSubject[],
  others: readonly OtherId[] = [],
  groupTypes: readonly string[] = [],
): readonly IdFinding[] {
  const forms = subjects.flatMap(({ name, forms: own }) =>
    own.map((form): NamedForm => ({ subject: name, form })),
  );
  return forms.flatMap((at, index) => {
    const earlier = forms.slice(0, index);
    return [
      earlier.flatMap((first) => checkOverlap(first, at)),
      checkContact(at, "emails"),
      checkContact(at, "phones"),
      checkPrefixInIds(at),
      checkGroups(at, groupTypes),
      checkIllegalIds(at),
      checkPrefix(at, others),
    ].flat();
  });
}

/** Whether some text is accepted by both forms, with a text that shows it. */
export function findOverlap(
  a: FormRule,
  b: FormRule,
):
  | { readonly verdict: "disjoint" | "undecided" }
  | { readonly verdict: "overlap"; readonly example: string } {
  if (haveOtherPrefixes(a, b)) return { verdict: "disjoint" };
  const common = findCommonText(sourceOf(a), sourceOf(b));
  if (common.verdict !== "common") return common;
  const accepted = [a, b].every((form) => matchForm(form, common.text) !== undefined);
  return accepted ? { verdict: "overlap", example: common.text } : { verdict: "undecided" };
}

/** No text begins with both prefixes: this needs no automaton, and decides for patterns that have none. */
function haveOtherPrefixes(a: FormRule, b: FormRule): boolean {
  if (a.acceptUnprefixed || b.acceptUnprefixed) return false;
  return !a.prefix.startsWith(b.prefix) && !b.prefix.startsWith(a.prefix);
}

/** Everything that a form accepts, or a little more: with an unprefixed id that begins with the prefix. */
function sourceOf({ prefix, acceptUnprefixed, format }: FormRule): readonly RegExpPart[] {
  const { source, flags } = literal(prefix);
  const start = acceptUnprefixed ? `(?:${source})?` : source;
  return [{ source: start, flags }, resolveFormat(format).accepted];
}

function literal(text: string): RegExpPart {
  return { source: escapeSource(text), flags: "u" };
}

function checkOverlap(first: NamedForm, second: NamedForm): readonly IdFinding[] {
  const overlap = findOverlap(first.form, second.form);
  switch (overlap.verdict) {
    case "disjoint":
      return [];
    case "undecided":
      return [{ kind: "undecided", at: second, question: { overlap: first } }];
    case "overlap":
      return [{ kind: "overlap", first, second, example: overlap.example }];
    default:
      return overlap satisfies never;
  }
}

const CONTACTS = {
  /**
   * Emails as the Living Standard of HTML has them for `<input type=email>`, with at least one dot in the domain.
   * https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
   */
  emails: /[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+/u,
  /** Numbers of ITU-T E.164 with their `+`, also in groups. Without it they are digits like any other. */
  phones: /\+[1-9](?:[ ().-]?\d){6,14}/u,
} as const;

/** Behind the prefix: `user_jane@example.com` is an email in an id. The prefix itself can be the `+` of a phone number. */
function checkContact(at: NamedForm, contact: Contact): readonly IdFinding[] {
  const { form } = at;
  const reason = contact === "emails" ? form.acceptEmails : form.acceptPhones;
  const before = contact === "emails" ? literal(form.prefix) : /[^]*/u;
  const common = findCommonText(sourceOf(form), [before, CONTACTS[contact]]);
  if (common.verdict === "disjoint") {
    return reason === undefined ? [] : [{ kind: "reason-unused", at, contact }];
  }
  if (reason !== undefined) return [];
  return isAccepted(form, common)
    ? [{ kind: `accepts-${contact}`, at, example: common.text }]
    : [{ kind: "undecided", at, question: contact }];
}

/** Automata ignore lookarounds, so their results must be tried on the pattern itself. */
function isAccepted(
  form: FormRule,
  common: Commonality,
): common is Extract<Commonality, { readonly verdict: "common" }> {
  return common.verdict === "common" && matchForm(form, common.text) !== undefined;
}

/** What begins with the prefix is never taken for an id without it: `n` refuses 1 of 64 Nano IDs. */
function checkPrefixInIds(at: NamedForm): readonly IdFinding[] {
  const { format, prefix, acceptUnprefixed } = at.form;
  if (!acceptUnprefixed) return [];
  const bare: FormRule = { format, prefix: "", acceptUnprefixed: false };
  const common = findCommonText(sourceOf(bare), [literal(prefix), /[^]*/u]);
  if (common.verdict === "disjoint") return [];
  return isAccepted(bare, common)
    ? [{ kind: "prefix-begins-id", at, example: common.text }]
    : [{ kind: "undecided", at, question: "prefix" }];
}

/** `groupIdentify` without a person is sent under `$TYPE_KEY`: PostHog creates a person for it. One group type is enough to report. */
function checkGroups(at: NamedForm, groupTypes: readonly string[]): readonly IdFinding[] {
  const found = groupTypes.map((groupType): IdFinding | undefined => {
    const prefix = `$${groupType}_`;
    const technical = {
      format: { kind: "pattern", pattern: "[^]+" },
      prefix,
      acceptUnprefixed: false,
    } as const;
    const overlap = findOverlap(at.form, technical);
    if (overlap.verdict === "disjoint") return undefined;
    return overlap.verdict === "overlap"
      ? { kind: "accepts-groups", at, example: overlap.example }
      : { kind: "undecided", at, question: { groupType } };
  });
  return found.filter((finding) => finding !== undefined).slice(0, 1);
}

/** Ids that no contract accepts (see `portable/ids.ts`), as PostHog, people and broken code spell them. */
const ILLEGAL_IDS: readonly string[] = [
  "anonymous",
  "guest",
  "distinctid",
  "distinct_id",
  "id",
  "not_authenticated",
  "email",
  "undefined",
  "true",
  "false",
  "[object Object]",
  "NaN",
  "None",
  "null",
  "nil",
  "n/a",
  "unknown",
  "0",
];

/** Only a pattern can be too wide by mistake; a UUID of zeros is a UUID. */
function checkIllegalIds(at: NamedForm): readonly IdFinding[] {
  if (at.form.format.kind !== "pattern") return [];
  const ids = ILLEGAL_IDS.filter((word) => matchForm(at.form, word) !== undefined);
  return ids.length === 0 ? [] : [{ kind: "accepts-illegal-ids", at, ids }];
}

/** What other ids may look like: every format as it is by default. */
const KNOWN_FORMATS: readonly IdFormat[] = [
  { kind: "uuid" },
  { kind: "ulid" },
  { kind: "typeid" },
  { kind: "cuid" },
  { kind: "cuid2", ...ID_FORMAT_DEFAULTS.cuid2 },
  { kind: "nanoid", ...ID_FORMAT_DEFAULTS.nanoid },
  { kind: "ksuid" },
  { kind: "objectid" },
  { kind: "integer" },
];

function checkPrefix(at: NamedForm, others: readonly OtherId[]): readonly IdFinding[] {
  const { form } = at;
  if (form.prefix !== "" && !form.acceptUnprefixed) return [];
  return [
    {
      kind: "cannot-tell-apart",
      at,
      because: form.prefix === "" ? "no-prefix" : "accept-unprefixed",
      formats: lookalikesOf(form),
      others: others
        .filter((other) => findOverlap(form, other.form).verdict === "overlap")
        .map(({ name }) => name),
    },
  ];
}

/** A pattern is compared with the example of each format: almost every pattern has some text in common with some format. */
function lookalikesOf({ format }: IdForm): readonly IdFormat["kind"][] {
  if (format.kind !== "pattern") return [format.kind];
  const bare: FormRule = { format, prefix: "", acceptUnprefixed: false };
  return KNOWN_FORMATS.filter((known) => {
    const { example } = resolveFormat(known);
    return example !== undefined && matchForm(bare, example) !== undefined;
  }).map(({ kind }) => kind);
}
