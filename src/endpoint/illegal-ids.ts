/** Ids that PostHog never merges (PostHog/posthog, `nodejs/src/common/persons/person-utils.ts`). */

const ILLEGAL_IN_ANY_CASE = [
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
];
const ILLEGAL_AS_WRITTEN = ["[object Object]", "NaN", "None", "none", "null", "0", "undefined"];

const inAnyCase = new Set(ILLEGAL_IN_ANY_CASE.flatMap(withQuotes));
const asWritten = new Set(ILLEGAL_AS_WRITTEN.flatMap(withQuotes));

/** Longer ids do not fit the column of the table of persons. */
const MAX_CODE_POINTS = 400;

/** Whether PostHog refuses to merge this id into a person, or a person into it. */
export function isUnmergeable(id: string): boolean {
  return (
    id.trim() === "" ||
    inAnyCase.has(id.toLowerCase()) ||
    asWritten.has(id) ||
    id.includes("\0") ||
    [...id].length > MAX_CODE_POINTS
  );
}

/** Ids that capture v1 takes for nobody, in any case. Source: `rust/capture/src/v1/analytics/constants.rs`. */
const ILLEGAL_IN_V1 = new Set([
  ...ILLEGAL_IN_ANY_CASE,
  ...ILLEGAL_AS_WRITTEN.map((id) => id.toLowerCase()),
  "00000000-0000-0000-0000-000000000000",
  "anonymous-user",
  "backend",
  "system",
  "user",
]);

/** Whether capture v1 makes no person of this id. */
export function isPersonless(id: string): boolean {
  return ILLEGAL_IN_V1.has(id.toLowerCase());
}

function withQuotes(id: string): string[] {
  return [id, `'${id}'`, `"${id}"`];
}
