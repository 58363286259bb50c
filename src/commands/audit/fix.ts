import { basename } from "node:path";
import type { Call } from "../../audit/facts/facts.ts";
import { applyEdits, hunksOf } from "../../audit/fix/edits.ts";
import { fixCalls, type FixedFile, type LeftCall } from "../../audit/fix/fix-calls.ts";
import type { HelperModule, HelperModules } from "../../audit/fix/helper-modules.ts";
import { bypasses, type Evidence, isOwn } from "../../audit/verdicts/finding.ts";
import type { Diagnostic, Difference, Place } from "../../diagnostics/diagnostic.ts";
import { RENDERERS } from "../../diagnostics/render/renderers.ts";
import type { Report } from "../../diagnostics/render/report.ts";
import { allOf, plural } from "../../text/words.ts";
import { type CommandArguments, finish, isFailure, renderOptionsOf } from "../command.ts";
import { diagnoseOutput } from "../output/compare-output.ts";
import { prepareOutput, type PreparedOutput } from "../output/prepare-output.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import type { LoadedPlan } from "../plan-files/load-plan.ts";
import { allPages } from "../pages.ts";
import { displayPath, withSlashes } from "../paths.ts";
import { refuseForbidden, writeWhole } from "../output/write-files.ts";
import type { ReadProject } from "./read-project.ts";
import { severityOf } from "./diagnose-code.ts";
import { applySuppressions } from "./suppressions.ts";

interface FixArguments extends CommandArguments {
  /** Whether files are changed without a question. */
  readonly yes?: boolean | undefined;
}

interface Audited {
  readonly args: FixArguments;
  readonly plan: Report["plan"];
  readonly loaded: LoadedPlan;
  readonly project: ReadProject;
  readonly evidence: Evidence;
  /** Whether a file may be changed; absolute paths. */
  readonly isChosen: (path: string) => boolean;
}

/**
 * `audit --fix`: makes calls that bypass the helpers calls of them. Shows each change and each call that stays, and asks before it
 * writes.
 *
 * @throws UsageError if a file was changed by somebody else at the same time
 */
export async function fixAudited(audited: Audited, io: Io): Promise<ExitCode> {
  const { args, plan, loaded, project, evidence } = audited;
  const report = { command: "audit", plan, pages: allPages } as const;
  const { output, diagnostics } = await prepareOutput({ ...args, out: undefined }, io, loaded);
  const outdated = output
    ? diagnoseOutput(output.compared, io.cwd).filter((one) => one.severity === "error")
    : [];
  if (output === undefined || outdated.length > 0 || isFailure(diagnostics, { strict: false })) {
    const summary = ["Nothing was changed: the generated files must be up to date first."];
    const found = [...diagnostics.filter(({ severity }) => severity === "error"), ...outdated];
    return finish({ ...report, ok: false, diagnostics: found, summary, result: {} }, args, io);
  }
  io.progress.begin("Rewriting calls");
  const calls = callsToFix(audited, io);
  const root = await io.files.realpath(loaded.root.path);
  const modules = await helperModules(output, io);
  const fixes = fixCalls(
    { root, manifests: project.manifests, evidence, calls, modules },
    project.compiler,
    project.sources,
  );
  const originals = await readOriginals(fixes.files, io);
  const files = fixes.files.filter(({ file }) => originals.has(file));
  const unwritable = fixes.files.filter(({ file }) => !originals.has(file));
  const proposal = {
    diagnostics: [
      ...fixes.left.map((one) => describeLeft(one, codeOf(one, calls, evidence), project)),
      ...unwritable.map(({ file }) => describeLeft(notUtf8(file), "bypassing-call", project)),
      ...project.facts.unreadable.map(({ file, reason }) =>
        describeLeft(
          { at: { file, start: 0, end: 1 }, reason: `It is not read: ${reason}` },
          "unreadable-source",
          project,
        ),
      ),
    ],
    changes: files.flatMap((file) => describeChanges(file, io.cwd)),
  };
  const isAsked = io.ask !== undefined && args.yes !== true && args.format === "text" && files.length > 0;
  if (isAsked) {
    const shown = RENDERERS.text(
      { ...report, ...proposal, ok: true, summary: [], result: {} },
      renderOptionsOf(io),
    );
    io.stdout.write(`${shown}\n`);
  }
  const changes = plural(sum(files), "call");
  const message = `Change ${changes} in ${plural(files.length, "file")}?`;
  const isAgreed = args.yes === true || (isAsked && (await io.ask?.confirm({ message })) === true);
  if (isAgreed) await writeFixed(files, originals, { loaded, io });
  const isWritten = isAgreed && files.length > 0;
  return finish(
    {
      ...report,
      ...(isAsked ? { diagnostics: [] } : proposal),
      ok: isAgreed || isAsked || files.length === 0,
      summary: summarize(files, { isWritten, isAsked, left: proposal.diagnostics.length, cwd: io.cwd }),
      result: {
        changes: proposal.changes.map(({ place, difference }) => ({
          file: place.file,
          line: place.line,
          found: difference.found,
          expected: difference.expected,
        })),
        written: isWritten ? files.map(({ file }) => displayPath(io.cwd, file)) : [],
      },
    },
    args,
    io,
  );
}

/** The calls that bypass the helpers, without those that comments or the plan's severities leave alone. */
function callsToFix({ evidence, project, isChosen }: Audited, io: Io): readonly Call[] {
  const { severities } = evidence.plan.audit;
  const found = evidence.facts.calls
    .filter(isToFix)
    .filter(({ span }) => isChosen(span.file))
    .map((call) => {
      const code = codeOfCall(call, evidence);
      return { call, code, severity: severities[code] ?? severityOf(code) };
    })
    .flatMap(({ call, code, severity }) => {
      const place = project.text.placeOf(call.event?.span ?? call.callee);
      return severity === "off" ? [] : [{ call, diagnostic: { code, severity, message: "", place } }];
    });
  const kept = new Set(
    applySuppressions(
      found.map(({ diagnostic }) => diagnostic),
      project.facts.files.marked,
      project.text,
      io.cwd,
    ),
  );
  return found.flatMap(({ call, diagnostic }) => (kept.has(diagnostic) ? [call] : []));
}

function isToFix(call: Call): boolean {
  if (!bypasses(call)) return false;
  if (call.action === "identify") return true;
  if (call.action !== "capture" || call.event === undefined) return false;
  const { values, dynamic } = call.event;
  return dynamic !== undefined || values.some((name) => !isOwn(name));
}

/** The finding of the audit that a call makes. */
function codeOfCall(
  { action, event }: Call,
  { events }: Evidence,
): "bypassing-identify" | "bypassing-call" | "dynamic-event-name" | "unplanned-event" {
  if (action === "identify") return "bypassing-identify";
  const { values = [] } = event ?? {};
  if (values.length === 0) return "dynamic-event-name";
  return values.some((name) => events.has(name)) ? "bypassing-call" : "unplanned-event";
}

function codeOf({ at }: LeftCall, calls: readonly Call[], evidence: Evidence): string {
  const call = calls.find(({ callee }) => callee.file === at.file && callee.start === at.start);
  return call ? codeOfCall(call, evidence) : "bypassing-call";
}

/** The generated files that calls import, by their paths without links: so the compiler knows them. */
async function helperModules({ plan, compared }: PreparedOutput, { files }: Io): Promise<HelperModules> {
  const { browser, imports, browserImports } = plan.output;
  const find = async (name: string, ending: HelperModule["imports"]): Promise<HelperModule | undefined> => {
    const found = compared.files.find(({ path }) => basename(path) === name);
    return found && { path: withSlashes(await files.realpath(found.path)), imports: ending };
  };
  return {
    server: await find("index.ts", imports),
    browser: await find("browser.ts", browser === undefined ? imports : browserImports),
    native: await find("react-native.ts", browserImports),
  };
}

/** The texts of files as they are, with a byte order mark. Files that are not UTF-8 are not among them. */
async function readOriginals(
  fixed: readonly FixedFile[],
  { files }: Io,
): Promise<ReadonlyMap<string, string>> {
  const originals = new Map<string, string>();
  for (const { file } of fixed) {
    const text = decode(await files.readFile(file));
    if (text !== undefined) originals.set(file, text);
  }
  return originals;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function notUtf8(file: string): LeftCall {
  return { at: { file, start: 0, end: 1 }, reason: "The file is not UTF-8." };
}

async function writeFixed(
  fixed: readonly FixedFile[],
  originals: ReadonlyMap<string, string>,
  { loaded, io }: { readonly loaded: LoadedPlan; readonly io: Io },
): Promise<void> {
  await refuseForbidden(
    fixed.map(({ file }) => file),
    { root: loaded.root, io },
  );
  const written = [];
  for (const { file, before, edits } of fixed) {
    const original = originals.get(file) ?? "";
    const mark = original.startsWith("\u{feff}") ? "\u{feff}" : "";
    const isSame = original === mark + before && decode(await io.files.readFile(file)) === original;
    if (!isSame) {
      throw new UsageError(
        `Cannot change ${displayPath(io.cwd, file)}: it was changed in the meantime.`,
        "Run the command again.",
      );
    }
    written.push({ path: file, text: mark + applyEdits(before, edits) });
  }
  await writeWhole(written, io.files);
}

interface Change extends Diagnostic {
  readonly place: Place;
  readonly difference: Difference;
}

function describeChanges({ file, before, edits }: FixedFile, cwd: string): readonly Change[] {
  return hunksOf(before, edits).map(({ line, found, expected }) => ({
    code: "bypassing-call",
    severity: "info",
    label: "change",
    message: "Use the generated helpers.",
    place: { file: displayPath(cwd, file), line, column: 1, length: 1, source: found[0] ?? "" },
    difference: { found, expected },
  }));
}

function describeLeft({ at, reason }: LeftCall, code: string, { text }: ReadProject): Diagnostic {
  return { code, severity: "info", label: "left", message: reason, place: text.placeOf(at) };
}

function summarize(
  files: readonly FixedFile[],
  {
    isWritten,
    isAsked,
    left,
    cwd,
  }: { readonly isWritten: boolean; readonly isAsked: boolean; readonly left: number; readonly cwd: string },
): readonly string[] {
  const count = plural(sum(files), "call");
  const where = plural(files.length, "file");
  const stay = left === 0 ? "" : ` ${plural(left, "place")} left as ${left === 1 ? "it is" : "they are"}.`;
  if (files.length === 0) return [`Nothing to change.${stay}`];
  if (!isWritten) {
    return [
      isAsked
        ? `Nothing was changed.`
        : `${count} in ${where} can be changed.${stay} Nothing was written: repeat the command with \`--yes\`.`,
    ];
  }
  return [
    `Changed ${count} in ${where}.${stay}`,
    ...files
      .filter(({ unused }) => unused.length > 0)
      .map(({ file, unused }) => `No longer used in ${displayPath(cwd, file)}: ${allOf(unused)}.`),
  ];
}

function sum(files: readonly FixedFile[]): number {
  return files.reduce((total, { count }) => total + count, 0);
}
