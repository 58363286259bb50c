import { entryOfBundle, entryOfGroup } from "../../draft/write-plan.ts";
import { addEntries, type Addition } from "../../edit/add-entries.ts";
import { addEvents } from "../../edit/add-events.ts";
import { entriesOfProperties } from "../../edit/new-event.ts";
import type { Loss } from "../../exchange/losses.ts";
import { differencesBetween } from "../../import/differences.ts";
import type { PlaceOf } from "../../import/importer.ts";
import { type Additions, mergeDraft } from "../../import/merge-draft.ts";
import type { Plan } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { newFaults, planTextOf, withText } from "../plan-files/edited-plan.ts";
import { type Io, UsageError } from "../io.ts";
import { type LoadedPlan, loadPlan } from "../plan-files/load-plan.ts";
import type { MadePlan } from "./make-plan.ts";

export interface MergedPlan {
  /** Without links. */
  readonly path: string;
  readonly text: string;
  readonly after: LoadedPlan;
  readonly added: Additions;
  /** What the plan says otherwise: it wins. */
  readonly losses: readonly Loss[];
}

/**
 * Adds what a plan lacks to its text, and changes nothing else.
 *
 * @throws UsageError if the plan has errors, or cannot be added to
 */
export async function mergePlan(
  { draft, settled, plan }: Pick<MadePlan, "draft" | "settled"> & { readonly plan: Plan },
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
  const former = planTextOf(await io.files.readFile(path), file);
  const cannot = (reason: string): UsageError =>
    new UsageError(`Cannot add to ${file}: ${reason}.`, "Import into a file of its own with `--out FILE`.");
  const found = mergeDraft({ draft, settled, plan }, read.plan, placeOf);
  const extended = addEntries(former, [...sectionsOf(found), ...moreOf(found)]);
  const section = extended.left.find(({ known }) => known === undefined);
  if (section !== undefined) {
    throw cannot(`${quote(section.path[0])} is written in a way that cannot be edited safely`);
  }
  const edited = addEvents(extended.text, found.events, { isCompact: true });
  if (!edited.ok) {
    throw cannot(edited.kind === "exists" ? `line ${edited.line} has one of the events` : edited.reason);
  }
  const { text } = edited;
  const isLeft = ({ section: of, name }: Additions["toKnown"][number]): boolean =>
    extended.left.some(({ path: [key, one] }) => key === of && one === name);
  const toKnown = found.toKnown.filter((more) => !isLeft(more));
  const left = found.toKnown.filter(isLeft).flatMap(({ section: of, name, properties }) =>
    properties.map((property): Loss => ({
      kind: "dropped",
      at: placeOf([of, name, property.name]),
      of: `${name}.${property.name}`,
      what: "property",
      why: `${quote(name)} is in another file, or written in a way that cannot be edited safely`,
    })),
  );
  const losses = [...found.losses, ...left, ...differencesBetween(plan, read.plan, placeOf)];
  const added = { ...found, toKnown };
  if (text === former) return { path, text, after: before, added, losses };
  const after = await loadPlan({ plan: planPath }, withText(io, { paths: [planPath, path], text }));
  const fault = newFaults(read.diagnostics, after.read.diagnostics).find(
    ({ severity }) => severity === "error",
  );
  if (fault !== undefined) throw new UsageError(`Cannot add to ${file}: ${fault.message}`, fault.hint);
  return { path, text, after, added, losses };
}

function sectionsOf({ groups, person, properties, bundles }: Additions): readonly Addition[] {
  const sections = {
    groups: groups.map(entryOfGroup),
    person: entriesOfProperties(person).entries,
    properties: entriesOfProperties(properties).entries,
    bundles: bundles.map(entryOfBundle),
  };
  return Object.entries(sections).flatMap(([key, entries]) =>
    entries.length === 0 ? [] : [{ path: [key], entries }],
  );
}

function moreOf({ toKnown }: Additions): readonly Addition[] {
  return toKnown.map(({ section, name, properties }) => ({
    path: [section, name, "properties"],
    known: 2,
    entries: entriesOfProperties(properties).entries,
  }));
}
