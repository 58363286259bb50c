/**
 * A place in the plan: the keys and indexes that lead there from the root, such as
 * `["events", "checkout_completed", "properties", "tier"]`. Reading knows which file and line it means.
 */
export type Pointer = readonly (string | number)[];
