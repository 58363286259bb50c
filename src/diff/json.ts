import type { JsonValue } from "../text/json.ts";
import { nameOfSubject } from "./change.ts";
import { byLevel, type DiffReport, fails, type LocatedChange } from "./report.ts";
import { describeChange, hintFor } from "./words.ts";

/**
 * What `diff` adds to the JSON document of a command:
 *
 * ```
 * "against": "HEAD",
 * "uncompared": [],                            // events of the old plan that have errors by the rules of today
 * "changeCounts": { "breaking": 1, "risky": 0, "safe": 2 },
 * "changes": [{
 *   "id": "event-removed:checkout_completed",
 *   "kind": "event-removed", "subject": "checkout_completed", "level": "breaking",
 *   "message": "`checkout_completed` is gone.",
 *   "effects": [{ "audience": "code", "level": "breaking", "sentence": "…" }],   // code, data or id
 *   "place": { "file": "tracking-plan.yaml", "line": 12, "column": 7, "length": 18 },
 *   "fails": true,
 *   "users": ["checkout_completed.tier"],      // these only where there is one: what takes a shared property,
 *   "renamed": { "from": "a", "to": "b" },     // both names of what was renamed,
 *   "looksLike": "checkout_done", "hint": "…", // what it may have been renamed to,
 *   "allowed": "…"                             // and the reason why it passes
 * }]
 * ```
 */
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
  const { id, kind, subject, level, effects, users = [], edit, looksLike } = change;
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
    ...(users.length === 0 ? {} : { users: users.map((user) => nameOfSubject(user.subject)) }),
    ...(edit.kind === "rename" ? { renamed: { from: edit.from, to: edit.to } } : {}),
    ...(looksLike === undefined ? {} : { looksLike }),
    ...(hint === undefined ? {} : { hint }),
    ...(allowed === undefined ? {} : { allowed }),
  };
}
