import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { code } from "../text/markdown.ts";
import { asSentence, plural } from "../text/words.ts";
import { type Change, nameOfSubject } from "./change.ts";
import { AUDIENCES, type Level, LEVELS } from "./table/effect.ts";
import { describeFold, foldSafe } from "./fold.ts";
import { describeChange, describeInFull, hintFor } from "./words.ts";
import type { JsonValue } from "../text/json.ts";

export interface DiffReport {
  /** The file of the new plan as messages show it. */
  readonly planFile: string;
  /** The old plan as the user named it, such as `HEAD` or a file. */
  readonly against: string;
  /** Events of the old plan that have errors by the rules of this version, by name. */
  readonly uncompared: readonly string[];
  readonly changes: readonly LocatedChange[];
  /** Whether risky changes fail too. */
  readonly strict: boolean;
}

interface LocatedChange {
  readonly change: Change;
  readonly place: Place;
  /** The reason for which it is allowed. */
  readonly allowed?: string | undefined;
}

/** Whether a change fails the command. */
export function fails({ change, allowed }: LocatedChange, strict: boolean): boolean {
  if (allowed !== undefined) return false;
  return change.level === "breaking" || (strict && change.level === "risky");
}

/** The changes by level, the worst first, each in the order of the plan. */
function byLevel(changes: readonly LocatedChange[]): ReadonlyMap<Level, readonly LocatedChange[]> {
  return new Map(LEVELS.map((level) => [level, changes.filter(({ change }) => change.level === level)]));
}

/**
 * The changes as diagnostics, the worst first. Safe ones of a kind are folded where there are many, so that they bury no
 * others.
 *
 * @param all - whether to fold none
 */
export function shownChanges(
  { changes, strict }: DiffReport,
  { all }: { readonly all: boolean },
): readonly Diagnostic[] {
  const { shown, folds } = all ? { shown: changes, folds: [] } : foldSafe(changes);
  return [
    ...[...byLevel(shown).values()].flat().map((located) => shownChange(located, strict)),
    ...folds.map(shownFold),
  ];
}

function shownFold(folded: readonly LocatedChange[]): Diagnostic {
  const [{ change }] = folded as readonly [LocatedChange];
  return {
    code: change.kind,
    severity: "info",
    label: labelOf(change),
    isBrief: true,
    message: describeFold(folded),
  };
}

function labelOf({ experimental, level }: Change): string {
  return experimental === true ? "experimental" : level;
}

function shownChange(located: LocatedChange, strict: boolean): Diagnostic {
  const { change, place, allowed } = located;
  const { id, level, effects, edit } = change;
  const isPassed = level === "safe" || allowed !== undefined;
  return {
    code: id,
    severity: fails(located, strict) ? "error" : isPassed ? "info" : "warning",
    label: labelOf(change),
    isBrief: level === "safe",
    message: describeInFull(change),
    hint: hintFor(change),
    // What was removed has no line in the new plan, only a place.
    place: edit.kind === "remove" ? { ...place, source: "" } : place,
    effects: effects.map(({ audience, sentence }) => ({ on: AUDIENCES[audience], text: sentence })),
    allowed: allowed === undefined ? undefined : asSentence(allowed),
  };
}

/** @param all - whether all changes are shown */
export function summarizeDiff(report: DiffReport, { all }: { readonly all: boolean }): readonly string[] {
  const { planFile, against, changes } = report;
  return [
    ...uncomparedInWords(report),
    `${code(planFile)} against ${code(against)}: ${countInWords(changes)}.`,
    ...(all || foldSafe(changes).folds.length === 0 ? [] : ["`--all` shows every safe change."]),
  ];
}

function uncomparedInWords({ uncompared, against }: DiffReport): readonly string[] {
  if (uncompared.length === 0) return [];
  const names = uncompared.slice(0, 5).map((name) => code(name));
  const rest = uncompared.length - names.length;
  return [
    `Not compared, because of errors in ${code(against)}: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`,
  ];
}

/** @example "2 breaking changes, 3 safe changes" */
function countInWords(changes: readonly LocatedChange[]): string {
  const counts = [...byLevel(changes)].filter(([, ofLevel]) => ofLevel.length > 0);
  if (counts.length === 0) return "no changes";
  return counts.map(([level, ofLevel]) => plural(ofLevel.length, `${level} change`)).join(", ");
}

/** What `diff` adds to its JSON document; `commands/output-format.ts` documents the keys. */
export function diffJson({
  against,
  changes,
  strict,
  uncompared,
}: DiffReport): Readonly<Record<string, JsonValue>> {
  const counts = [...byLevel(changes)].map(([level, ofLevel]) => [level, ofLevel.length] as const);
  return {
    against,
    uncompared,
    changeCounts: Object.fromEntries(counts),
    changes: changes.map((located) => changeJson(located, strict)),
  };
}

function changeJson(located: LocatedChange, strict: boolean): JsonValue {
  const { change, place, allowed } = located;
  const { id, kind, subject, level, effects, experimental, users = [], edit, looksLike } = change;
  const hint = hintFor(change);
  return {
    id,
    kind,
    subject: nameOfSubject(subject),
    level,
    message: describeChange(change),
    effects: effects.map(({ audience, level: own, sentence }) => ({ audience, level: own, sentence })),
    place: { file: place.file, line: place.line, column: place.column, length: place.length },
    fails: fails(located, strict),
    ...(experimental === undefined ? {} : { experimental }),
    ...(users.length === 0 ? {} : { users: users.map((user) => nameOfSubject(user.subject)) }),
    ...(edit.kind === "rename" ? { renamed: { from: edit.from, to: edit.to } } : {}),
    ...(looksLike === undefined ? {} : { looksLike }),
    ...(hint === undefined ? {} : { hint }),
    ...(allowed === undefined ? {} : { allowed }),
  };
}
