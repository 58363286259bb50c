import { capitalize } from "../../text/words.ts";
import type { Contact, IdFinding, NamedForm, Question } from "./check-ids.ts";
import { describeForm } from "./forms.ts";

/** A finding in words: what a diagnostic says. */
interface IdFindingText {
  readonly severity: "error" | "warning" | "info";
  /** One sentence. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint: string;
}

/**
 * What to say about a finding.
 *
 * @example describeIdFinding(finding).message
 * // "Two forms of `user_id` accept `a`: `<integer>` and `<match of .+>`."
 */
export function describeIdFinding(finding: IdFinding): IdFindingText {
  switch (finding.kind) {
    case "overlap":
      return {
        severity: "error",
        message: `${capitalize(pair(finding.first, finding.second))} both accept \`${finding.example}\`.`,
        hint: "Give one of them a `prefix` that no id of the other begins with.",
      };
    case "accepts-emails":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts emails, such as \`${finding.example}\`.`,
        hint: "Exclude `@` from the `pattern`, or say why with `accept_emails: reason`.",
      };
    case "accepts-phones":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts phone numbers, such as \`${finding.example}\`.`,
        hint: "Keep `+` out of the `pattern` and the `prefix`, or say why with `accept_phones: reason`.",
      };
    case "reason-unused":
      return {
        severity: "warning",
        message: `${capitalize(name(finding.at))} accepts no ${CONTACTS[finding.contact]}, so \`accept_${finding.contact}\` has no effect.`,
        hint: `Remove \`accept_${finding.contact}\`.`,
      };
    case "prefix-begins-id":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts ids without the prefix, and such an id can begin with it: \`${finding.example}\`.`,
        hint: "Choose a prefix with a character that these ids do not have, such as `:`, or drop `accept_unprefixed`.",
      };
    case "accepts-groups":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts PostHog's own ids of groups, such as \`${finding.example}\`.`,
        hint: "Choose a `prefix` without `$`, or exclude `$` from the start of the `pattern`.",
      };
    case "undecided":
      return {
        severity: "warning",
        message: `Whether ${describeQuestion(finding.at, finding.question)} could not be decided.`,
        hint: `Write the \`pattern\` without look-arounds and references back${otherWay(finding.question)}.`,
      };
    case "accepts-illegal-ids":
      return {
        severity: "info",
        message: `${capitalize(name(finding.at))} matches ${list(finding.ids)}, which stand for a missing id: the contract refuses them.`,
        hint: "Nothing has to be done, unless a person can have such an id.",
      };
    case "cannot-tell-apart":
      return describeCannotTellApart(finding);
    default:
      return finding satisfies never;
  }
}

const CONTACTS: Readonly<Record<Contact, string>> = { emails: "emails", phones: "phone numbers" };

function describeQuestion(at: NamedForm, question: Question): string {
  if (typeof question === "object") {
    return "overlap" in question
      ? `some text is accepted by ${pair(question.overlap, at)}`
      : `${name(at)} accepts PostHog's own ids of groups, \`$${question.groupType}_…\`,`;
  }
  return question === "prefix"
    ? `an id of ${name(at)} without the prefix can begin with it`
    : `${name(at)} accepts ${CONTACTS[question]}`;
}

/** What else may be done where no automaton can follow a pattern. */
function otherWay(question: Question): string {
  if (typeof question === "object") return ", or give the form a `prefix` of its own";
  return question === "prefix" ? "" : `, or give a reason with \`accept_${question}\``;
}

function describeCannotTellApart(finding: Extract<IdFinding, { kind: "cannot-tell-apart" }>): IdFindingText {
  const { at, because, formats, others } = finding;
  const what = [
    ...others.map((other) => `a value of \`${other}\``),
    ...formats.map((kind) => `any other ${LABELS[kind]}`),
  ];
  const from = what.length === 0 ? "any other id that matches the pattern" : what.join(", or ");
  const why = because === "no-prefix" ? "has no prefix" : "has `accept_unprefixed`";
  return {
    severity: "warning",
    message: `${capitalize(name(at))} ${why}: it cannot be told from ${from}.`,
    hint:
      because === "no-prefix"
        ? hintForPrefix(at.form)
        : "Drop `accept_unprefixed` once all callers pass the prefix; till then, write the reason in place of `true`.",
  };
}

function hintForPrefix({ format }: NamedForm["form"]): string {
  const written = format.kind === "pattern" ? prefixInPattern(format.pattern) : undefined;
  return written === undefined
    ? "Give it a `prefix`, or say why it has none: `accept_unprefixed: reason`."
    : `Move \`${written}\` from the start of the \`pattern\` to \`prefix\`.`;
}

/** Literal text that a pattern begins with, up to a separator, such as `auth0|` of `auth0\\|[a-z]+`. */
function prefixInPattern(pattern: string): string | undefined {
  const literal = /^[A-Za-z0-9]+(?:[_:@#-]|\\[|.:/])(?![*+?{])/u.exec(pattern)?.[0];
  // In `a_b|c` the text begins one of the ways only.
  if (literal === undefined || /(?<!\\)\|/u.test(withoutGroups(pattern))) return undefined;
  return literal.replace("\\", "");
}

function withoutGroups(pattern: string): string {
  return pattern
    .replaceAll(/\\[^|]/gu, "")
    .replaceAll(/\[[^\]]*\]/gu, "")
    .replaceAll(/\([^()]*\)/gu, "");
}

const LABELS: Readonly<Record<string, string>> = {
  uuid: "UUID",
  ulid: "ULID",
  typeid: "TypeID",
  cuid: "CUID",
  cuid2: "CUID2",
  nanoid: "Nano ID",
  ksuid: "KSUID",
  objectid: "ObjectId",
  integer: "integer",
};

function name({ subject, form }: NamedForm): string {
  return `the form \`${describeForm(form)}\` of \`${subject}\``;
}

function pair(first: NamedForm, second: NamedForm): string {
  return first.subject === second.subject
    ? `the forms \`${describeForm(first.form)}\` and \`${describeForm(second.form)}\` of \`${first.subject}\``
    : `\`${describeForm(first.form)}\` of \`${first.subject}\` and \`${describeForm(second.form)}\` of \`${second.subject}\``;
}

function list(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(", ");
}
