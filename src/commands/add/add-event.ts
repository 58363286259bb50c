import { relative, resolve } from "node:path";
import { hunksOf } from "../../audit/fix/edits.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { addEvents } from "../../edit/add-events.ts";
import type { NewEvent } from "../../edit/new-event.ts";
import { SOURCE_MEANINGS } from "../../format/facts.ts";
import { hasNameInCode, isCodeName, isName, namesOfEvent } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import { RESERVED_IDENTIFIERS } from "../../plan/reserved-names.ts";
import { didYouMean } from "../../text/words.ts";
import { finish } from "../command.ts";
import { newFaults, planTextOf, withText } from "../plan-files/edited-plan.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { findPackageManager } from "../node-project.ts";
import { displayPath, withSlashes } from "../paths.ts";
import { PLAN_FILE } from "../plan-files/plan-file.ts";
import type { ProjectRoot } from "../plan-files/project-root.ts";
import { refuseForbidden, writeWhole } from "../output/write-files.ts";
import { askForCodeName, askForEvent } from "./ask-for-event.ts";
import { readProperty } from "./read-property.ts";

export interface AddArguments {
  readonly name?: string | undefined;
  readonly plan?: string | undefined;
  /** The included file to add the event to. Default: the plan file. */
  readonly file?: string | undefined;
  /** The name in code, where it is not derived from the name. */
  readonly as?: string | undefined;
  readonly description?: string | undefined;
  readonly trigger?: string | undefined;
  readonly category?: string | undefined;
  readonly owner: readonly string[];
  readonly source?: string | undefined;
  readonly property: readonly string[];
  /** Whether to show what would be written instead. */
  readonly dryRun?: boolean | undefined;
  readonly format: "text" | "json";
}

/**
 * `add event`: adds an event to the plan. Prompts at a terminal for what the command line leaves out. Writes nothing if the
 * event would introduce an error.
 *
 * @throws UsageError if something is missing or the event already exists.
 */
export async function addEventToPlan(args: AddArguments, io: Io): Promise<ExitCode> {
  refuseUnknownSource(args.source);
  refuseInvalidCodeName(args.as);
  const { planPath, root, read } = await loadPlan(args, io);
  const path = fileOf(args, { files: read.files, planPath, root, io });
  let event = await completeEvent(args, read.plan, io);
  for (const { name, type } of event.properties) if (type === undefined) refuseUnshared(name, read.plan);

  const real = await io.files.realpath(path);
  await refuseForbidden([real], { root, io });
  const bytes = await io.files.readFile(real);
  const file = displayPath(io.cwd, path);
  const taken = read.plan?.events.find(({ name }) => name === event.name);
  if (taken !== undefined) throw alreadyThere(event.name, read.locate(taken.at));
  const tryToAdd = async () => {
    const edited = addEvents(planTextOf(bytes, file), [event]);
    if (!edited.ok) {
      if (edited.kind === "exists") throw alreadyThere(event.name, { file, line: edited.line });
      throw new UsageError(`Cannot add to ${file}: ${edited.reason}.`, "Write the event by hand.");
    }
    const reread = await loadPlan(args, withText(io, { paths: [path, real], text: edited.text }));
    return { added: edited, faults: newFaults(read.diagnostics, reread.read.diagnostics) };
  };
  let { added, faults } = await tryToAdd();
  while (io.ask !== undefined && args.format === "text") {
    const fault = faults.find((one) => isAboutCodeName(one, event));
    if (fault === undefined) break;
    event = await askForCodeName(event, { why: fault.message, ask: io.ask });
    ({ added, faults } = await tryToAdd());
  }
  if (faults.some(({ severity }) => severity === "error")) {
    const summary = [`Nothing was written: the event would introduce an error in ${file}.`];
    return finish(
      { command: "add", ok: false, diagnostics: faults, summary, result: { event: null } },
      args,
      io,
    );
  }
  const [line = 1] = added.lines;
  const { helper } = namesOfEvent(event);
  const result = { event: { name: event.name, file, line, helper } };
  if (args.dryRun === true) {
    const changes = describeAddition(planTextOf(bytes, file), added.text, file);
    const summary = ["Nothing was written: this is a dry run."];
    return finish({ command: "add", ok: true, diagnostics: faults, changes, summary, result }, args, io);
  }
  await writeWhole([{ path: real, text: added.text }], io.files);
  const { exec } = await findPackageManager(io.cwd, root.path, io);
  const planFlag = (args.plan ?? PLAN_FILE) === PLAN_FILE ? "" : ` --plan ${args.plan}`;
  return finish(
    {
      command: "add",
      ok: true,
      diagnostics: faults,
      summary: [
        `Added \`${event.name}\` to ${file}, line ${line}.`,
        {
          label: "Next: ",
          text: `${exec} tracking-plan generate${planFlag}, then call ${helper}() in your code.`,
        },
      ],
      result,
    },
    args,
    io,
  );
}

/** The lines that a plan gets. */
function describeAddition(before: string, after: string, file: string): readonly Diagnostic[] {
  return hunksOf(before, [{ start: 0, end: before.length, text: after }]).map(
    ({ line, found, expected }) => ({
      code: "event-added",
      severity: "info",
      label: "change",
      message: "These lines are new.",
      place: { file, line, column: 1, length: 1, source: found[0] ?? "" },
      difference: { found, expected },
    }),
  );
}

/** The file to write to: one of the plan's files. */
function fileOf(
  { file }: AddArguments,
  {
    files,
    planPath,
    root,
    io,
  }: {
    readonly files: readonly { readonly path: string; readonly name: string }[];
    readonly planPath: string;
    readonly root: ProjectRoot;
    readonly io: Io;
  },
): string {
  if (file === undefined) return planPath;
  const path = resolve(io.cwd, file);
  const own = withSlashes(relative(root.path, path));
  if (files.some((known) => known.path === own || known.name === displayPath(io.cwd, path))) return path;
  const names = files.map(({ name }) => name);
  throw new UsageError(
    `${displayPath(io.cwd, path)} is not a file of the plan.`,
    didYouMean(file, names) ?? `Its files are ${names.join(", ")}. Add others with \`include\` in the plan.`,
  );
}

async function completeEvent(args: AddArguments, plan: Plan | undefined, io: Io): Promise<NewEvent> {
  const { name, as, description, trigger, category, source } = args;
  const [owner, ...others] = args.owner;
  const given = {
    as,
    description,
    trigger,
    category,
    owner: others.length === 0 ? owner : args.owner,
    source,
    properties: args.property.map(readProperty),
  };
  const canAsk = io.ask !== undefined && args.format === "text";
  if (canAsk && (name === undefined || description === undefined)) {
    return askForEvent({ name, ...given }, { plan, ask: io.ask });
  }
  if (name !== undefined) return { name, ...given };
  throw new UsageError(
    "`add event` requires a NAME.",
    "For example: `tracking-plan add event order_placed`.",
  );
}

function refuseUnknownSource(source: string | undefined): void {
  const known = Object.keys(SOURCE_MEANINGS);
  if (source === undefined || known.includes(source)) return;
  throw new UsageError(
    `\`--source\` must be one of ${known.join(", ")}, not \`${source}\`.`,
    didYouMean(source, known),
  );
}

function refuseInvalidCodeName(as: string | undefined): void {
  if (as === undefined || isCodeName(as)) return;
  throw new UsageError(
    `\`--as\` cannot be \`${as}\`.`,
    "Write letters and digits, beginning with a letter, such as `orderPaid`.",
  );
}

/** Whether another name in code would help: the event has no name in code, it is reserved, or something else has it. */
function isAboutCodeName({ code }: Diagnostic, event: NewEvent): boolean {
  const { name, as = name } = event;
  if (code === "name-collision") return true;
  if (code === "name-invalid") return isName(name) && !hasNameInCode(as);
  return (
    code === "name-reserved" &&
    Object.values(namesOfEvent(event)).some((identifier) => RESERVED_IDENTIFIERS.has(identifier))
  );
}

/** If the plan cannot be read, the check of the new text reports unknown shared properties. */
function refuseUnshared(name: string, plan: Plan | undefined): void {
  if (plan === undefined || plan.properties.some((shared) => shared.name === name)) return;
  const names = plan.properties.map((shared) => shared.name);
  throw new UsageError(
    `There is no shared property \`${name}\`, and \`--property ${name}\` gives no type.`,
    didYouMean(name, names) ?? `Add its type, such as \`--property ${name}:string\`.`,
  );
}

function alreadyThere(
  name: string,
  { file, line }: { readonly file: string; readonly line: number },
): UsageError {
  return new UsageError(`The event \`${name}\` already exists, at ${file}:${line}.`);
}
