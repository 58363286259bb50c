import { isDeepStrictEqual } from "node:util";
import { newEvents } from "../../draft/settle-draft.ts";
import { addEvents } from "../../edit/add-events.ts";
import type { Loss } from "../../exchange/losses.ts";
import type { PlaceOf } from "../../import/importer.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { newFaults, planTextOf, withText } from "../plan-files/edited-plan.ts";
import { type Io, UsageError } from "../io.ts";
import { type LoadedPlan, loadPlan } from "../plan-files/load-plan.ts";
import type { MadePlan } from "./make-plan.ts";

export interface MergedPlan {
  /** Without links. */
  readonly path: string;
  readonly text: string;
  readonly after: LoadedPlan;
  readonly added: readonly string[];
  /** What the plan says otherwise: it wins. */
  readonly losses: readonly Loss[];
}

/**
 * Adds the events that a plan lacks to its text, and changes nothing else.
 *
 * @throws UsageError if the plan has errors, or cannot be added to
 */
export async function mergePlan(
  made: MadePlan,
  before: LoadedPlan,
  placeOf: PlaceOf,
  io: Io,
): Promise<MergedPlan> {
  const { planPath, planFile: file, read } = before;
  if (read.plan === undefined) {
    throw new UsageError(
      `Cannot add to ${file}: it has errors.`,
      "Run `npx tracking-plan check`, and correct them.",
    );
  }
  const path = await io.files.realpath(planPath);
  const text = planTextOf(await io.files.readFile(path), file);
  const events = newEvents(made.draft, read.plan);
  const losses = differences(made.read.plan, read.plan, placeOf);
  if (events.length === 0) return { path, text, after: before, added: [], losses };
  const edited = addEvents(text, events, { isCompact: true });
  if (!edited.ok) {
    const reason = edited.kind === "exists" ? `line ${edited.line} has one of the events` : edited.reason;
    throw new UsageError(
      `Cannot add to ${file}: ${reason}.`,
      "Import into a file of its own with `--out FILE`.",
    );
  }
  const after = await loadPlan(
    { plan: planPath },
    withText(io, { paths: [planPath, path], text: edited.text }),
  );
  const fault = newFaults(read.diagnostics, after.read.diagnostics).find(
    ({ severity }) => severity === "error",
  );
  if (fault !== undefined) throw new UsageError(`Cannot add to ${file}: ${fault.message}`, fault.hint);
  return { path, text: edited.text, after, added: events.map(({ name }) => name), losses };
}

/** What is said of events that both have, where the two differ. */
function differences(imported: Plan | undefined, plan: Plan, placeOf: PlaceOf): readonly Loss[] {
  const known = new Map(plan.events.map((event) => [event.name, event]));
  return (imported?.events ?? []).flatMap((event) => {
    const own = known.get(event.name);
    return own === undefined ? [] : differencesOf(event, own, placeOf);
  });
}

function differencesOf(event: PlanEvent, own: PlanEvent, placeOf: PlaceOf): readonly Loss[] {
  const ofOwn = new Map(own.properties.map((property) => [property.name, property]));
  const losses = differing(SAID, event, own).map((what) => drop([event.name], what, placeOf));
  for (const property of event.properties) {
    const names = [event.name, property.name];
    const same = ofOwn.get(property.name);
    if (same === undefined) {
      losses.push(drop(names, "property", placeOf, "the plan has the event without it"));
      continue;
    }
    if (typeText(property) !== typeText(same)) losses.push(drop(names, "type", placeOf));
    for (const what of differing(SAID_OF_PROPERTIES, property, same)) losses.push(drop(names, what, placeOf));
  }
  return losses;
}

/** What is compared. Where it is not said, plans have the default: that differs from nothing. */
const SAID = ["description", "trigger", "category", "owner"] as const;
const SAID_OF_PROPERTIES = ["description", "unit"] as const;

function differing<Key extends string>(
  keys: readonly Key[],
  one: Readonly<Partial<Record<Key, unknown>>>,
  other: Readonly<Partial<Record<Key, unknown>>>,
): readonly Key[] {
  return keys.filter((key) => one[key] !== undefined && !isDeepStrictEqual(one[key], other[key]));
}

/** A property's type, and whether it may be absent or null, without where it stands. */
function typeText({ type, nullable, source }: Property): string {
  const isOptional = source.kind === "argument" && source.optional;
  const skipped = new Set(["at", "shared", "as", "use"]);
  return JSON.stringify([type, nullable, isOptional], (key, value: unknown) =>
    skipped.has(key) ? undefined : value,
  );
}

function drop(
  names: readonly string[],
  what: string,
  placeOf: PlaceOf,
  why = "the plan says something else, which it keeps",
): Loss {
  return { kind: "dropped", at: placeOf(["events", ...names]), of: names.join("."), what, why };
}
