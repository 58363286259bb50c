/**
 * Words that PostHog refuses to merge: everybody under one of them would be one person. PostHog refuses the first ten
 * in any case and the rest in exactly one spelling, each also in quotes
 * (https://github.com/PostHog/posthog, `nodejs/src/common/persons/person-utils.ts`). A contract refuses all of them in any
 * case: `NULL` is no more a person than `null` is.
 */
export const ILLEGAL_IDS: readonly string[] = [
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

/** What is left of an id that was never set: refused like {@link ILLEGAL_IDS}. */
export const NIL_UUID = "00000000-0000-0000-0000-000000000000";

/** Whether an id is one of {@link ILLEGAL_IDS}, in any case, or of zeros only, or blank, and that also in quotes. */
export function isIllegalId(id: string): boolean {
  const bare = id
    .replace(/^(["'])(.*)\1$/su, "$2")
    .trim()
    .toLowerCase();
  return bare === "" || bare === NIL_UUID || ILLEGAL_IDS.some((word) => word.toLowerCase() === bare);
}
