import { dirname, relative } from "node:path";
import type { Span } from "../../audit/facts/facts.ts";
import type { DraftPlan } from "../../draft/draft-plan.ts";
import { draftFromSightings } from "../../draft/from-sightings.ts";
import { newEvents, newProperties, settleDraft } from "../../draft/settle-draft.ts";
import { sightingsOfCode } from "../../draft/sightings-of-code.ts";
import { writePlan } from "../../draft/write-plan.ts";
import { addEvents } from "../../edit/add-events.ts";
import { addProperties } from "../../edit/add-properties.ts";
import type { ChosenSettings } from "../../edit/starter-plan.ts";
import type { Plan } from "../../plan/plan.ts";
import { allOf, plural, quote, someOf } from "../../text/words.ts";
import { readProject } from "../audit/read-project.ts";
import { newFaults, planTextOf, withText } from "../plan-files/edited-plan.ts";
import { type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { displayPath, withSlashes } from "../paths.ts";
import { planStep, type Project, type Step } from "./project-steps.ts";

/** What a product sends, as a plan that is not settled yet. */
export interface FoundDraft {
  readonly draft: DraftPlan;
  /** Where it was found, such as `the code`, and how much of it was looked at. */
  readonly found: { readonly in: string; readonly of: string };
}

/**
 * Reads what the code of the whole project sends.
 *
 * @param plan - the one that is there, whose wrappers are followed
 * @throws UsageError if ts-morph is not installed
 */
export async function draftFromCode(
  { root, folder, planPath }: Project,
  plan: Plan | undefined,
  io: Io,
): Promise<FoundDraft> {
  const { facts, text } = await readProject(
    { root: await io.files.realpath(root.path), folder, paths: [], wrappers: plan?.audit.wrappers },
    io,
  );
  // Relative to the plan: the same wherever the command runs.
  const placeOf = (span: Span): string =>
    `${withSlashes(relative(dirname(planPath), span.file))}:${text.placeOf(span).line}`;
  const { sightings, dynamic } = sightingsOfCode(facts, placeOf);
  const draft = draftFromSightings(sightings, plan?.groups);
  const found = { in: "the code", of: plural(facts.files.seen, "file") };
  return { draft: { ...draft, open: [...draft.open, ...dynamic] }, found };
}

/** Writes the plan, or adds the events that it lacks. */
export async function draftStep(
  project: Project,
  { draft, found }: FoundDraft,
  answers: ChosenSettings | undefined,
  io: Io,
): Promise<Step> {
  if (answers === undefined) return additionStep(project, { draft, found }, io);
  const { planPath: path } = project;
  if (draft.events.length === 0) {
    const step = planStep(project, answers);
    const none = `no event was found in ${found.in} (${found.of}), so it has samples`;
    return { ...step, detail: `${none}: ${step.detail}` };
  }
  const settled = settleDraft(draft);
  const open = settled.open.length === 0 ? "" : `; ${settled.open.length} to decide, at its end`;
  return {
    kind: "created",
    path,
    text: writePlan(answers, settled),
    detail: `${plural(settled.events.length, "event")} found in ${found.in}${open}`,
  };
}

async function additionStep({ planPath }: Project, { draft, found }: FoundDraft, io: Io): Promise<Step> {
  const file = displayPath(io.cwd, planPath);
  const { read } = await loadPlan({ plan: planPath }, io);
  if (read.plan === undefined) {
    throw new UsageError(
      `Cannot add to ${file}: it has errors.`,
      "Run `npx tracking-plan check`, and correct them.",
    );
  }
  const added = newEvents(draft, read.plan);
  const more = newProperties(draft, read.plan);
  const path = await io.files.realpath(planPath);
  if (added.length === 0 && more.length === 0) {
    return { kind: "skipped", path: planPath, detail: `already has every event of ${found.in}` };
  }
  const before = planTextOf(await io.files.readFile(path), file);
  const extended = addProperties(before, more);
  const edited = addEvents(extended.text, added, { isCompact: true });
  if (!edited.ok) {
    const reason = edited.kind === "exists" ? `line ${edited.line} has one of the events` : edited.reason;
    throw new UsageError(`Cannot add to ${file}: ${reason}.`, "Add the events by hand.");
  }
  const reread = await loadPlan(
    { plan: planPath },
    withText(io, { paths: [planPath, path], text: edited.text }),
  );
  const fault = newFaults(read.diagnostics, reread.read.diagnostics).find(
    ({ severity }) => severity === "error",
  );
  if (fault !== undefined) {
    throw new UsageError(`Cannot add to ${file}: ${fault.message}`, fault.hint);
  }
  const done = more.filter(({ event }) => !extended.left.includes(event));
  const properties = done.flatMap((one) => one.properties.map(({ name }) => `${one.event}.${name}`));
  const parts = [
    ...(added.length === 0
      ? []
      : [`added ${plural(added.length, "event")}: ${listNames(added.map(({ name }) => name))}`]),
    ...(properties.length === 0
      ? []
      : [`added ${plural(properties.length, "property", "properties")}: ${listNames(properties)}`]),
    ...(extended.left.length === 0
      ? []
      : [`properties of ${listNames(extended.left)} must be added by hand: \`audit\` lists them`]),
  ];
  if (edited.text === before) return { kind: "skipped", path: planPath, detail: parts.join("; ") };
  return { kind: "changed", path, text: edited.text, detail: parts.join("; ") };
}

/** @example "`a`, `b`, `c`, `d`, `e` and 3 more" */
function listNames(names: readonly string[]): string {
  return names.length > MAX_NAMES ? someOf(names.map(quote), MAX_NAMES) : allOf(names);
}

/** As many names as a line of the report has. */
const MAX_NAMES = 5;
