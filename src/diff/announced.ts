import type { AlsoSentAs } from "../plan/plan.ts";
import type { Deprecation } from "../plan/property.ts";
import type { Edit, RawChange } from "./change.ts";
import type { ChangeKind } from "./table/kinds.ts";

/** What becomes of a removal once the day that the old plan announced for it has passed. */
const AS_ANNOUNCED: Partial<Record<ChangeKind, ChangeKind>> = {
  "event-removed": "event-retired",
  "event-replaced": "event-retired",
  "property-removed": "property-retired",
  "shared-enum-removed": "shared-enum-retired",
  "event-former-name-removed": "event-former-name-ended",
};

/**
 * Tells what is removed after its announced last day from what is removed early. That a day passes only ever makes a
 * change less severe: no build starts failing because of a date.
 *
 * @param today - `YYYY-MM-DD`; without it, no day has passed
 */
export function asAnnounced<C extends RawChange>(change: C, today = ""): C {
  const kind = AS_ANNOUNCED[change.kind];
  const end = announcementOf(change.edit)?.lastDay;
  return kind !== undefined && end !== undefined && end < today ? { ...change, kind } : change;
}

/** What the old plan said about the end of what was removed; nothing if it announced none. */
export function announcementOf(
  edit: Edit,
): { readonly key: "remove_after" | "until"; readonly lastDay?: string | undefined } | undefined {
  if (edit.kind === "set" && edit.key === "alsoSentAs" && edit.after === undefined) {
    return { key: "until", lastDay: (edit.before as AlsoSentAs).until };
  }
  if (edit.kind !== "remove") return undefined;
  const ending = edit.value as Ending;
  const { deprecated, status, removeAfter } = ending;
  const isAnnounced = deprecated !== undefined || removeAfter !== undefined || status === "deprecated";
  return isAnnounced ? { key: "remove_after", lastDay: lastDayOf(ending) } : undefined;
}

/** Whether the announced last day has moved forward: from then on, an earlier removal is as announced. */
export function endsSooner(before: Ending | undefined, after: Ending | undefined): boolean {
  const [was, is] = [lastDayOf(before), lastDayOf(after)];
  return was !== undefined && is !== undefined && is < was;
}

function lastDayOf({ deprecated, removeAfter, until }: Ending = {}): string | undefined {
  return deprecated?.removeAfter ?? removeAfter ?? until;
}

/** What only some named things have. */
interface Ending {
  readonly deprecated?: Deprecation | undefined;
  readonly status?: string;
  readonly removeAfter?: string | undefined;
  /** Of a former name. */
  readonly until?: string | undefined;
}
