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
 * The message and the hint of a finding.
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
        hint: "Give one of them a `prefix` that no id of the other starts with.",
      };
    case "accepts-emails":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts emails, such as \`${finding.example}\`.`,
        hint: "Exclude `@` from the `pattern`, or give a reason: `accept_emails: reason`.",
      };
    case "accepts-phones":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts phone numbers, such as \`${finding.example}\`.`,
        hint: "Exclude `+` from the `pattern` and the `prefix`, or give a reason: `accept_phones: reason`.",
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
        message: `${capitalize(name(finding.at))} accepts ids without the prefix, and such an id can start with the prefix: \`${finding.example}\`.`,
        hint: "Choose a prefix with a character that these ids do not contain, such as `:`, or remove `accept_unprefixed`.",
      };
    case "accepts-groups":
      return {
        severity: "error",
        message: `${capitalize(name(finding.at))} accepts ids that PostHog uses for groups, such as \`${finding.example}\`.`,
        hint: "Choose a `prefix` without `$`, or exclude `$` from the start of the `pattern`.",
      };
    case "undecided":
      return {
        severity: "warning",
        message: `Could not determine whether ${describeQuestion(finding.at, finding.question)}.`,
        hint: `Write the \`pattern\` without look-arounds and backreferences${otherWay(finding.question)}.`,
      };
    case "accepts-illegal-ids":
      return {
        severity: "info",
        message: `${capitalize(name(finding.at))} matches ${list(finding.ids)}, which usually mean a missing id: the contract rejects them.`,
        hint: "No action needed, unless such an id can be real.",
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
      ? `${pair(question.overlap, at)} accept a common id`
      : `${name(at)} accepts ids that PostHog uses for groups, \`$${question.groupType}_…\``;
  }
  return question === "prefix"
    ? `an id of ${name(at)} without the prefix can start with the prefix`
    : `${name(at)} accepts ${CONTACTS[question]}`;
}

/** The other fix for a pattern that cannot be analyzed. */
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
    message: `${capitalize(name(at))} ${why}: it cannot be distinguished from ${from}.`,
    hint:
      because === "no-prefix"
        ? hintForPrefix(at.form)
        : "Remove `accept_unprefixed` once all callers pass the prefix; until then, give a reason instead of `true`.",
  };
}

function hintForPrefix({ format }: NamedForm["form"]): string {
  const written = format.kind === "pattern" ? prefixInPattern(format.pattern) : undefined;
  return written === undefined
    ? "Add a `prefix`, or give the reason why it has none: `accept_unprefixed: reason`."
    : `Move \`${written}\` from the start of the \`pattern\` to \`prefix\`.`;
}

/** Literal text that a pattern starts with, up to a separator, such as `auth0|` of `auth0\\|[a-z]+`. */
function prefixInPattern(pattern: string): string | undefined {
  const literal = /^[A-Za-z0-9]+(?:[_:@#-]|\\[|.:/])(?![*+?{])/u.exec(pattern)?.[0];
  // In `a_b|c` only one alternative starts with the text.
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
