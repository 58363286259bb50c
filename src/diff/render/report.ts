import type { Place } from "../../diagnostics/diagnostic.ts";
import { plural } from "../../text/plural.ts";
import type { Change } from "../change.ts";
import { type Level, LEVELS } from "../table/effect.ts";

/** What `diff` has to say of two plans. */
export interface DiffReport {
  /** The new plan's file, for people. */
  readonly planFile: string;
  /** The old plan, for people, such as `HEAD` or a file. */
  readonly against: string;
  /** Events of the old plan that have errors by the rules of today, by name. */
  readonly uncompared: readonly string[];
  readonly changes: readonly LocatedChange[];
  /** Whether risky changes fail, too. */
  readonly strict: boolean;
}

/** A change, where it is in the new plan, and why it may pass. */
export interface LocatedChange {
  readonly change: Change;
  readonly place: Place;
  /** The reason that was given for it. */
  readonly allowed?: string | undefined;
}

/** Whether a change fails the command. */
export function fails({ change, allowed }: LocatedChange, strict: boolean): boolean {
  if (allowed !== undefined) return false;
  return change.level === "breaking" || (strict && change.level === "risky");
}

/** The changes by what they ask for, the worst first, each in the order of the plan. */
export function byLevel(changes: readonly LocatedChange[]): ReadonlyMap<Level, readonly LocatedChange[]> {
  return new Map(LEVELS.map((level) => [level, changes.filter(({ change }) => change.level === level)]));
}

/** What could not be compared; nothing where all was. */
export function uncomparedInWords({ uncompared, against }: DiffReport): string {
  if (uncompared.length === 0) return "";
  const names = uncompared.slice(0, 5).map((name) => `\`${name}\``);
  const rest = uncompared.length - names.length;
  return `Not compared, because of errors in \`${against}\`: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
}

/**
 * The changes counted; levels without one are left out.
 *
 * @example "2 breaking changes, 3 safe changes"
 */
export function countInWords(changes: readonly LocatedChange[]): string {
  const counts = [...byLevel(changes)].filter(([, ofLevel]) => ofLevel.length > 0);
  if (counts.length === 0) return "no changes";
  return counts.map(([level, ofLevel]) => plural(ofLevel.length, `${level} change`)).join(", ");
}
