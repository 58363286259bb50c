import { escapeSource } from "./character-class.ts";
import { findCommonText } from "./common-text.ts";
import { ID_FORMAT_DEFAULTS, resolveFormat } from "./id-formats.ts";
import type { IdForm, IdFormat } from "./identity.ts";
import { type FormRule, matchForm } from "./match-form.ts";

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
  | { readonly kind: "overlap-undecided"; readonly first: NamedForm; readonly second: NamedForm }
  | { readonly kind: "accepts-emails"; readonly at: NamedForm; readonly example: string }
  | { readonly kind: "emails-undecided"; readonly at: NamedForm }
  /** A reason for accepting emails stands beside a form that accepts none. */
  | { readonly kind: "emails-reason-unused"; readonly at: NamedForm }
  /** Words that PostHog refuses to merge match the form. The contract refuses them all the same. */
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
 */
export function checkIds(
  subjects: readonly IdSubject[],
  others: readonly OtherId[] = [],
): readonly IdFinding[] {
  const forms = subjects.flatMap(({ name, forms: own }) =>
    own.map((form): NamedForm => ({ subject: name, form })),
  );
  return forms.flatMap((at, index) => {
    const earlier = forms.slice(0, index);
    return [
      earlier.flatMap((first) => checkOverlap(first, at)),
      checkEmails(at),
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

/** Source of everything that a form accepts, or a little more: with an unprefixed id that begins with the prefix. */
function sourceOf({ prefix, acceptUnprefixed, format }: FormRule): string {
  const start = acceptUnprefixed ? `(?:${escapeSource(prefix)})?` : escapeSource(prefix);
  return `${start}(?:${resolveFormat(format).accepted})`;
}

function checkOverlap(first: NamedForm, second: NamedForm): readonly IdFinding[] {
  const overlap = findOverlap(first.form, second.form);
  switch (overlap.verdict) {
    case "disjoint":
      return [];
    case "undecided":
      return [{ kind: "overlap-undecided", first, second }];
    case "overlap":
      return [{ kind: "overlap", first, second, example: overlap.example }];
    default:
      return overlap satisfies never;
  }
}

/**
 * Emails as the Living Standard of HTML has them for `<input type=email>`, with at least one dot in the domain.
 * https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
 */
const EMAIL = "[\\w.!#$%&'*+\\/=?^`{|}~\\-]+@[A-Za-z\\d\\-]+(?:\\.[A-Za-z\\d\\-]+)+";

/** What stands behind a prefix counts: `user_jane@example.com` is an email in an id. */
function checkEmails(at: NamedForm): readonly IdFinding[] {
  const { format, prefix, acceptEmails } = at.form;
  const common = findCommonText(resolveFormat(format).accepted, EMAIL);
  const isExample =
    common.verdict === "common" && matchForm({ ...at.form, prefix: "" }, common.text) !== undefined;
  if (acceptEmails !== undefined) {
    return common.verdict === "disjoint" ? [{ kind: "emails-reason-unused", at }] : [];
  }
  if (common.verdict === "disjoint") return [];
  return isExample
    ? [{ kind: "accepts-emails", at, example: prefix + common.text }]
    : [{ kind: "emails-undecided", at }];
}

/** Ids that no contract accepts (see `refusalOfId`), as PostHog and broken code spell them. */
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
