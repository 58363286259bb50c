import type { PropertyBody } from "../format/property-format.ts";
import type { Pointer } from "../plan/pointer.ts";
import { type Draft, type DraftPlan, entriesOf } from "./draft.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";

type Note = (key: string, at: Pointer, value: unknown) => void;

type Bodies = Draft<Readonly<Record<string, PropertyBody | null>>> | undefined;

/** Says of each key that is part of the format and does nothing yet so, once, where it first stands. */
export function tellNoEffect(draft: DraftPlan, report: Report): void {
  const first = new Map<string, Pointer>();
  const note: Note = (key, at, value) => {
    if (value !== undefined && !first.has(key)) first.set(key, at);
  };
  note("lint.rules", ["lint", "rules"], draft.lint?.rules);
  noteRenames(draft.person, ["person"], note);
  noteRenames(draft.properties, ["properties"], note);
  for (const [name, group] of entriesOf(draft.groups)) {
    noteRenames(group?.properties, ["groups", name, "properties"], note);
  }
  for (const [name, event] of entriesOf(draft.events)) {
    const at = ["events", name];
    note("delivery", [...at, "delivery"], event?.delivery);
    note("lint.ignore", [...at, "lint", "ignore"], event?.lint?.ignore);
    note("renamed_from", [...at, "renamed_from"], event?.renamed_from);
    noteRenames(event?.properties, [...at, "properties"], note);
  }
  for (const [key, at] of first) {
    report.add({ code: "no-effect-yet", at, part: "key", message: messageOf(key) });
  }
}

function messageOf(key: string): string {
  // The one key of them that is seen somewhere.
  if (key === "renamed_from") return "`renamed_from` stands in the docs, and has no other effect yet.";
  return `${quote(key)} is checked, and has no effect yet.`;
}

/** Properties stand in objects, and those in what lists and maps hold. */
function noteRenames(bodies: Bodies, at: Pointer, note: Note): void {
  for (const [name, body] of entriesOf(bodies)) {
    if (!body) continue;
    note("renamed_from", [...at, name, "renamed_from"], body.renamed_from);
    noteInner(body, [...at, name], note);
  }
}

function noteInner(body: Draft<PropertyBody>, at: Pointer, note: Note): void {
  noteRenames(body.properties as Bodies, [...at, "properties"], note);
  if (body.items) noteInner(body.items as Draft<PropertyBody>, [...at, "items"], note);
}
