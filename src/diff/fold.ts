import { code } from "../text/markdown.ts";
import { type Change, nameOfSubject } from "./change.ts";

interface HasChange {
  readonly change: Change;
}

/** More safe changes of a kind than this are folded. */
const MAX_UNFOLDED = 5;

/** Takes out the safe changes of each kind that has many, so that they bury no others. */
export function foldSafe<T extends HasChange>(
  changes: readonly T[],
): { readonly shown: readonly T[]; readonly folds: readonly (readonly T[])[] } {
  const kinds = new Map<string, T[]>();
  for (const one of changes) {
    const { level, kind, experimental } = one.change;
    if (level !== "safe") continue;
    const key = `${kind} ${experimental ?? ""}`;
    const ofKind = kinds.get(key);
    if (ofKind === undefined) kinds.set(key, [one]);
    else ofKind.push(one);
  }
  const folds = [...kinds.values()].filter((ofKind) => ofKind.length > MAX_UNFOLDED);
  const folded = new Set(folds.flat());
  return { shown: changes.filter((one) => !folded.has(one)), folds };
}

/** The names of a fold that are shown. */
const SHOWN_NAMES = 3;

/** @example "120 changes of the kind `event-added`: `a`, `b`, `c` and 117 more." */
export function describeFold(folded: readonly HasChange[]): string {
  const names = folded.slice(0, SHOWN_NAMES).map(({ change }) => code(nameOfSubject(change.subject)));
  const kind = folded[0]?.change.kind ?? "";
  return `${folded.length} changes of the kind ${code(kind)}: ${names.join(", ")} and ${folded.length - names.length} more.`;
}
