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

function withQuotes(id: string): string[] {
  return [id, `'${id}'`, `"${id}"`];
}
