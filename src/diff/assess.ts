import { type Change, type ChangeEffect, idOf, type RawChange } from "./change.ts";
import { type Audience, AUDIENCES, type KindEntry, LEVELS, worstOf } from "./table/effect.ts";
import { KINDS } from "./table/kinds.ts";

/** Looks up what a change does to whom. A change of a shared property does what it does where that is taken. */
export function assess(change: RawChange): Change {
  const effects = effectsOf(change);
  return { ...change, id: idOf(change), level: worstOf(effects.map(({ level }) => level)), effects };
}

function effectsOf(change: RawChange): readonly ChangeEffect[] {
  const { users = [], kind, idle, unpassed } = change;
  if (users.length > 0) return mergeEffects(users.map(effectsOf));
  if (idle && kind !== "shared-enum-removed") return [];
  const entry: KindEntry = KINDS[kind];
  return AUDIENCE_NAMES.flatMap((audience) => {
    const effect = entry[audience];
    if (effect === undefined || (audience === "code" && unpassed === true)) return [];
    return [{ audience, level: effect[0], sentence: effect[1] }];
  });
}

const AUDIENCE_NAMES = Object.keys(AUDIENCES) as readonly Audience[];

/** Of several effects on one audience, the worst. */
function mergeEffects(all: readonly (readonly ChangeEffect[])[]): readonly ChangeEffect[] {
  return AUDIENCE_NAMES.flatMap((audience) => {
    const ofIt = all.flat().filter((effect) => effect.audience === audience);
    const worst = LEVELS.flatMap((level) => ofIt.find((effect) => effect.level === level) ?? []);
    return worst.slice(0, 1);
  });
}
