import type { KindEntry } from "./effect.ts";
import { EVENT_KINDS } from "./event-kinds.ts";
import { IDENTITY_KINDS } from "./identity-kinds.ts";
import { PROPERTY_KINDS, TYPE_KINDS } from "./property-kinds.ts";

/** Every kind of change and whom it affects. `docs/breaking-changes.md` shows it as a table. */
export const KINDS = {
  ...EVENT_KINDS,
  ...PROPERTY_KINDS,
  ...TYPE_KINDS,
  ...IDENTITY_KINDS,
} as const satisfies Readonly<Record<string, KindEntry>>;

export type ChangeKind = keyof typeof KINDS;
