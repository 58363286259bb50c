import { expect, test } from "vitest";
import { CATALOGUE } from "../../../../src/diagnostics/catalogue.ts";
import { checkIds, type IdFinding } from "../../../../src/plan/ids/check-ids.ts";
import { describeIdFinding } from "../../../../src/plan/ids/describe-finding.ts";
import type { IdForm, IdFormat } from "../../../../src/plan/ids/identity.ts";
import { ID_FINDING_CODES } from "../../../../src/read/identity/id-findings.ts";

function form(format: IdFormat, rest: Partial<IdForm> = {}): IdForm {
  return { at: [], format, prefix: "", acceptUnprefixed: false, ...rest };
}

const pattern = (source: string): IdFormat => ({ kind: "pattern", pattern: source });

/** One finding of each kind. */
const FINDINGS: ReadonlyMap<IdFinding["kind"], IdFinding> = new Map(
  checkIds(
    [
      {
        name: "user_id",
        forms: [
          form(pattern(".+")),
          form(pattern("(.+)\\1")),
          form({ kind: "uuid" }, { acceptEmails: "They are." }),
          form({ kind: "integer" }),
          form({ kind: "nanoid", length: 21, alphabet: "abcn" }, { prefix: "n", acceptUnprefixed: true }),
        ],
      },
    ],
    [],
    ["company"],
  ).map((finding) => [finding.kind, finding]),
);

test.each(Object.entries(ID_FINDING_CODES))(
  "%s is told as %s, with the severity that it has",
  (kind, code) => {
    const finding = FINDINGS.get(kind as IdFinding["kind"]);
    expect(finding && describeIdFinding(finding).severity).toBe(CATALOGUE[code].severity);
  },
);
