import { plural, quote } from "../../text/words.ts";
import type { Call } from "../facts/facts.ts";
import { type AuditFinding, bypasses, type Evidence, isOwn, possibly } from "./finding.ts";

/** A table has no more columns for sets of properties. */
const MAX_SETS = 6;

/** Calls with the same properties. */
interface PropertySet {
  readonly first: Call;
  readonly count: number;
  /** Whether each property may be absent. */
  readonly properties: ReadonlyMap<string, boolean>;
  readonly hasUnknown: boolean;
}

/** An event that is sent with other properties at other places, as a table of what differs. */
export function* differingProperties({ facts }: Evidence): Iterable<AuditFinding> {
  const byName = new Map<string, Call[]>();
  for (const call of facts.calls) {
    if (call.action !== "capture" || !bypasses(call)) continue;
    for (const name of call.event?.values ?? []) {
      if (!isOwn(name)) byName.set(name, [...(byName.get(name) ?? []), call]);
    }
  }
  for (const [name, calls] of byName) {
    const sets = setsOf(calls);
    const [first] = sets;
    if (first === undefined || sets.length === 1) continue;
    yield {
      code: "differing-properties",
      names: [name],
      at: placeOf(first),
      message: `${possibly(first.first)}${quote(name)} is sent with ${plural(sets.length, "different set")} of properties.`,
      hint: "One helper for the event asks for the same properties everywhere.",
      table: tableOf(sets.slice(0, MAX_SETS)),
      related: sets.slice(1, MAX_SETS).map((set, index) => ({
        message: `Set ${index + 2}${set.count > 1 ? `, the first of ${set.count} calls` : ""}:`,
        at: placeOf(set),
      })),
    };
  }
}

function setsOf(calls: readonly Call[]): readonly PropertySet[] {
  const sets = new Map<string, PropertySet>();
  for (const call of calls) {
    const { properties: given = [], unknown = [] } = call.properties ?? {};
    const properties = new Map(given.map(({ name, optional }) => [name, optional] as const));
    const key = JSON.stringify([
      [...properties].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      unknown.length > 0,
    ]);
    const { first = call, count = 0 } = sets.get(key) ?? {};
    sets.set(key, { first, count: count + 1, properties, hasUnknown: unknown.length > 0 });
  }
  return [...sets.values()];
}

/** The properties that not all sets have. */
function tableOf(sets: readonly PropertySet[]): AuditFinding["table"] {
  const names = [...new Set(sets.flatMap(({ properties }) => [...properties.keys()]))].toSorted();
  const rows = names.map((name) => {
    const cells = sets.map(({ properties }) => CELLS[String(properties.get(name)) as keyof typeof CELLS]);
    return [quote(name)].concat(cells);
  });
  const unknown = ["cannot be told", ...sets.map(({ hasUnknown }) => (hasUnknown ? "some" : "none"))];
  const differing = [...rows, unknown].filter(([, first, ...others]) =>
    others.some((cell) => cell !== first),
  );
  return { columns: ["Property", ...sets.map((_, index) => `Set ${index + 1}`)], rows: differing };
}

const CELLS = { false: "yes", true: "maybe", undefined: "no" } as const;

function placeOf({ first }: PropertySet): AuditFinding["at"] {
  return { span: first.event?.span ?? first.callee };
}
