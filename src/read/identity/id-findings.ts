import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import { checkIds, type IdFinding, type NamedForm } from "../../plan/ids/check-ids.ts";
import { describeIdFinding } from "../../plan/ids/describe-finding.ts";
import type { IdFormatKind, Identity } from "../../plan/ids/identity.ts";
import type { Group } from "../../plan/plan.ts";
import type { Pointer } from "../../plan/property.ts";
import type { Finding, Report } from "../report.ts";

/** The diagnostic code of each finding. */
export const ID_FINDING_CODES = {
  overlap: "id-forms-overlap",
  "accepts-emails": "id-accepts-emails",
  "accepts-phones": "id-accepts-phones",
  "reason-unused": "id-reason-unused",
  "prefix-begins-id": "id-prefix-ambiguous",
  "accepts-groups": "id-accepts-groups",
  undecided: "id-undecided",
  "accepts-illegal-ids": "id-matches-illegal",
  "cannot-tell-apart": "id-not-told-apart",
} as const satisfies Readonly<Record<IdFinding["kind"], DiagnosticCode>>;

/** Reports what is wrong or doubtful with the ids of a plan: forms that overlap, that accept emails, or have no prefix. */
export function checkIdentity({ userId, actors }: Identity, groups: readonly Group[], report: Report): void {
  const subjects = [{ name: "user_id", forms: userId.forms }, ...actors];
  const keys = groups.flatMap(({ key, keyForm }) => (keyForm ? [{ name: key, form: keyForm }] : []));
  const groupTypes = groups.map(({ name }) => name);
  for (const finding of checkIds(subjects, keys, groupTypes)) {
    if (isAcknowledged(finding)) continue;
    const { message, hint } = describeIdFinding(finding);
    report.add({ code: ID_FINDING_CODES[finding.kind], message, hint, ...placeOf(finding) });
  }
}

/** Whether the author has said why: a warning that nobody can answer is one that everybody learns to overlook. */
function isAcknowledged(finding: IdFinding): boolean {
  return finding.kind === "cannot-tell-apart" && finding.at.form.unprefixedReason !== undefined;
}

function placeOf(finding: IdFinding): Pick<Finding, "at" | "part" | "related"> {
  switch (finding.kind) {
    case "overlap":
      return placeOfPair(finding.first, finding.second);
    case "accepts-emails":
    case "accepts-phones":
    case "accepts-illegal-ids":
      return { at: placeOfCharacters(finding.at) };
    case "reason-unused":
      return { at: [...finding.at.form.at, `accept_${finding.contact}`], part: "key" };
    case "prefix-begins-id":
      return { at: [...finding.at.form.at, "prefix"] };
    case "accepts-groups": {
      const { at, prefix } = finding.at.form;
      return { at: prefix === "" ? placeOfCharacters(finding.at) : [...at, "prefix"] };
    }
    case "undecided": {
      const { at, question } = finding;
      return typeof question === "object" && "overlap" in question
        ? placeOfPair(question.overlap, at)
        : { at: placeOfCharacters(at) };
    }
    case "cannot-tell-apart": {
      const key = finding.because === "no-prefix" ? "format" : "accept_unprefixed";
      return { at: [...finding.at.form.at, key] };
    }
    default:
      return finding satisfies never;
  }
}

function placeOfPair(first: NamedForm, second: NamedForm): Pick<Finding, "at" | "related"> {
  return {
    at: [...second.form.at, "format"],
    related: [{ at: [...first.form.at, "format"], message: "The other form is here." }],
  };
}

/** Where it is said which characters an id is made of. */
function placeOfCharacters({ form }: NamedForm): Pointer {
  const keys: Readonly<Partial<Record<IdFormatKind, string>>> = { nanoid: "alphabet", pattern: "pattern" };
  return [...form.at, keys[form.format.kind] ?? "format"];
}
