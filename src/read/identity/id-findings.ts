import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import { checkIds, type IdFinding, type NamedForm } from "../../plan/ids/check-ids.ts";
import { describeIdFinding } from "../../plan/ids/describe-finding.ts";
import type { Identity } from "../../plan/ids/identity.ts";
import type { Group } from "../../plan/plan.ts";
import type { Pointer } from "../../plan/property.ts";
import type { Finding, Report } from "../report.ts";

/** Under which code each finding is told. */
export const ID_FINDING_CODES = {
  overlap: "id-forms-overlap",
  "overlap-undecided": "id-overlap-undecided",
  "accepts-emails": "id-accepts-emails",
  "emails-undecided": "id-emails-undecided",
  "emails-reason-unused": "id-emails-reason-unused",
  "accepts-illegal-ids": "id-matches-illegal",
  "cannot-tell-apart": "id-not-told-apart",
} as const satisfies Readonly<Record<IdFinding["kind"], DiagnosticCode>>;

/** Reports what is wrong or doubtful with the ids of a plan: forms that overlap, that accept emails, or have no prefix. */
export function checkIdentity({ userId, actors }: Identity, groups: readonly Group[], report: Report): void {
  const subjects = [{ name: "user_id", forms: userId.forms }, ...actors];
  const keys = groups.flatMap(({ key, keyForm }) => (keyForm ? [{ name: key, form: keyForm }] : []));
  for (const finding of checkIds(subjects, keys)) {
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
    case "overlap-undecided":
      return {
        at: [...finding.second.form.at, "format"],
        related: [{ at: [...finding.first.form.at, "format"], message: "The other form is here." }],
      };
    case "accepts-emails":
    case "emails-undecided":
    case "accepts-illegal-ids":
      return { at: placeOfCharacters(finding.at) };
    case "emails-reason-unused":
      return { at: [...finding.at.form.at, "accept_emails"], part: "key" };
    case "cannot-tell-apart": {
      const key = finding.because === "no-prefix" ? "format" : "accept_unprefixed";
      return { at: [...finding.at.form.at, key] };
    }
    default:
      return finding satisfies never;
  }
}

/** Where it is said which characters an id is made of. */
function placeOfCharacters({ form }: NamedForm): Pointer {
  const key = form.format.kind === "nanoid" ? "alphabet" : form.format.kind;
  return [...form.at, key];
}
