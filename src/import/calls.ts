import type { DraftGroup, DraftPlan } from "../draft/draft-plan.ts";

/** Why calls such as `page` are skipped. */
export const WHY_NO_CALL = "a plan has events, people and groups, and no other calls";

/** The draft's groups for tools whose `group` call names no type of groups. */
export function groupsOf(
  properties: DraftGroup["properties"] | undefined,
): Pick<DraftPlan, "groups" | "open"> {
  if (properties === undefined) return { groups: [], open: [] };
  return {
    groups: [{ name: "group", key: "group_id", properties }],
    open: ["The source does not name its type of groups. Rename `group` and its key to what it is."],
  };
}

/** What an event accepts that accepts further properties: the plan has no other types for them. */
export const ANY_SCALAR = { type: ["string", "number", "boolean"] } as const;
