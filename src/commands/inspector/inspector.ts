import { relative } from "node:path";
import type { Observation } from "../../observe/observation.ts";
import { asReceived, type Recording } from "../../observe/recording.ts";
import type { Plan } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";
import { quote } from "../../text/words.ts";
import { finish, shortened } from "../command.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { type LoadedPlan, loadPlan } from "../plan-files/load-plan.ts";
import { allPages } from "../pages.ts";
import { withSlashes } from "../paths.ts";
import { diagnoseLost } from "./compare-runs.ts";
import { type ChangedPlan, followingPlan } from "./following-plan.ts";
import { Ledger } from "./ledger.ts";
import { type LivePage, openLivePage, type PageFunctions } from "./live/live-page.ts";
import { loadRecording } from "./load-recording.ts";
import { readPage } from "./read-page.ts";
import { ADDRESS, type ReceiveArguments, receiveEvents, refuseInvalid, type Take } from "./receive-events.ts";
import { diagnoseObserved, type Limits, resultOf, summarizeObserved, tabulateShares } from "./report.ts";
import { saveSession } from "./save-session.ts";
import { Tape } from "./tape.ts";

export interface InspectArguments extends ReceiveArguments {
  readonly plan?: string | undefined;
  /** A recording to report on, in the place of events that arrive. */
  readonly recording?: string | undefined;
  /** In percent. */
  readonly minCoverage?: string | undefined;
  /** Where to write the events, relative to the working directory: a page if it ends in `.html`, otherwise a recording. */
  readonly save?: string | undefined;
  /** A recording to compare with. */
  readonly baseline?: string | undefined;
  /** What makes the report fail. */
  readonly failOn: "nothing" | "violations";
  readonly all: boolean;
}

/**
 * `inspect`: takes the events that a command sends, that arrive until Ctrl-C or that a recording has, holds each against the plan, and
 * reports what broke it and what never arrived. Sends nothing to PostHog.
 *
 * @param functions - what the page can ask for
 * @returns the command's exit code; where that is 0, 1 if the report fails
 * @throws UsageError if the plan has errors, an option is invalid, or the port, the command or the recording cannot be had
 */
export async function inspectEvents(
  args: InspectArguments,
  io: Io,
  functions: PageFunctions,
): Promise<number> {
  const limits = readLimits(args);
  refuseInvalid(args);
  refuseBesideRecording(args);
  const loaded = await loadPlan(args, io);
  const { plan } = loaded.read;
  if (plan === undefined) {
    return finish(
      {
        ...aboutReport(loaded, io),
        ok: false,
        diagnostics: loaded.read.diagnostics,
        summary: [],
        result: {},
      },
      args,
      io,
    );
  }
  // Before the command runs: a mistake in a path must not cost its time.
  const earlier = args.baseline === undefined ? undefined : await loadRecording(args.baseline, io);
  const recorded = args.recording === undefined ? undefined : await loadRecording(args.recording, io);
  const savesPage = args.save?.endsWith(".html") === true;
  const ledger = new Ledger(plan, args.save === undefined || savesPage ? undefined : new Tape());
  const isLive = recorded === undefined && args.command.length === 0 && args.format === "text";
  const show = isLive ? liveLines(io) : () => {};
  const isShown = isLive || args.open === true;
  const page = isShown || savesPage ? await openPage(plan, args, functions, io) : undefined;
  if (savesPage && page === undefined) {
    throw new UsageError("The page has not been built.", "Run `npm run build`.");
  }
  const take: Take = (event, test) => {
    const observation = ledger.take(event, test);
    show(observation);
    page?.take(observation);
  };
  let code = 0;
  let current = loaded;
  if (recorded === undefined) {
    const receive = (): Promise<number> =>
      receiveEvents(args, { take, page, isShown, planFile: loaded.planFile }, io);
    const followed = {
      plan: loaded.planPath,
      adopt: (changed: ChangedPlan) => {
        current = changed;
        ledger.follow(changed.plan);
        page?.follow(changed.plan);
      },
      warn: (warning: string) => page?.warn(warning),
    };
    code = isShown ? await followingPlan(receive, followed, io) : await receive();
  } else {
    for (const event of recorded.events) take(asReceived(event));
    io.progress.end();
  }
  const last = current.read.plan ?? plan;
  // The report is for people also where the command failed; its own failure says more then.
  const reported = report(ledger, { ...args, limits, plan: last, loaded: current, earlier }, io);
  // After the report: that must not be lost where this fails.
  if (args.save !== undefined)
    await saveSession(args.save, { plan: last, ledger, page: savesPage ? page : undefined }, io);
  return code === 0 ? reported : code;
}

function report(
  ledger: Ledger,
  {
    limits,
    plan,
    loaded,
    earlier,
    ...args
  }: Omit<InspectArguments, "plan"> & {
    readonly limits: Limits;
    readonly plan: Plan;
    readonly loaded: LoadedPlan;
    readonly earlier: Recording | undefined;
  },
  io: Io,
): Promise<ExitCode> {
  const observed = ledger.report();
  const found = [
    ...diagnoseObserved(observed, { plan, locate: loaded.read.locate }, limits).filter(
      // For people the summary lists them in one line.
      ({ code }) => code !== "event-never-seen" || (args.format !== "text" && args.format !== "markdown"),
    ),
    ...(earlier === undefined ? [] : diagnoseLost(earlier, observed, plan)),
  ];
  const hasTable = args.format === "markdown";
  const { diagnostics, maxLines } = shortened(found, { ...args, strict: false });
  return finish(
    {
      ...aboutReport(loaded, io),
      ok: diagnostics.every(({ severity }) => severity !== "error"),
      diagnostics,
      maxLines,
      summary: summarizeObserved(observed, plan, { hasTable }),
      ...(hasTable && { table: tabulateShares(observed.coverage) }),
      result: resultOf(observed),
    },
    args,
    io,
  );
}

function aboutReport({ planFile, root }: LoadedPlan, io: Io) {
  const plan = { file: planFile, workingDirectory: withSlashes(relative(root.path, io.cwd)) };
  return { command: "inspect", plan, pages: allPages } as const;
}

/** The page of this session, where the build has made one. */
async function openPage(
  plan: Plan,
  { host = ADDRESS }: InspectArguments,
  functions: PageFunctions,
  io: Io,
): Promise<LivePage | undefined> {
  const html = await readPage(io);
  return html === undefined ? undefined : openLivePage({ html, plan, name: host, functions });
}

/** Prints a line for each event as it arrives, and below it what is wrong. */
function liveLines(io: Io): (observation: Observation) => void {
  return ({ event, sdk = "unknown SDK", faults }) => {
    const time = event.receivedAt.toISOString().slice(11, 19);
    const lines = [
      `${time} ${event.event} ${event.distinctId} (${sdk})`,
      ...faults.map(
        ({ code, message, hint }) => `  ${code}: ${message}${hint === undefined ? "" : ` ${hint}`}`,
      ),
    ];
    io.stdout.write(lines.map((line) => `${printable(line)}\n`).join(""));
  };
}

function readLimits({ minCoverage, failOn }: InspectArguments): Limits {
  const percent = minCoverage === undefined ? undefined : Number(minCoverage);
  if (percent !== undefined && !(percent >= 0 && percent <= 100)) {
    throw new UsageError(
      `\`--min-coverage\` must be a percentage from 0 to 100, but is ${quote(minCoverage)}.`,
      "Such as `--min-coverage 80`.",
    );
  }
  return { violations: failOn === "violations", minCoverage: percent };
}

/** What is about events that arrive is a mistake beside a recording. */
function refuseBesideRecording({ recording, command, port, host, open, env }: InspectArguments): void {
  if (recording === undefined) return;
  const other = [
    ...(command.length > 0 ? ["a command"] : []),
    ...(port === undefined ? [] : ["`--port`"]),
    ...(host === undefined ? [] : ["`--host`"]),
    ...(open === true ? ["`--open`"] : []),
    ...(env.length > 0 ? ["`--env`"] : []),
  ][0];
  if (other === undefined) return;
  throw new UsageError(
    `\`--recording\` reports on a file: it does not work with ${other}.`,
    "Remove one of them. `--save FILE.html` writes a page that shows the recording.",
  );
}
