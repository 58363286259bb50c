import { relative } from "node:path";
import type { Format } from "../../diagnostics/render/renderers.ts";
import type { ReceivedEvent } from "../../endpoint/received.ts";
import { type EndpointSite, type PostHogEndpoint, startPostHogEndpoint } from "../../endpoint/start.ts";
import type { Observation } from "../../observe/observation.ts";
import type { Recording } from "../../observe/recording.ts";
import type { Plan } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";
import { quote } from "../../text/words.ts";
import { finish, shortened } from "../command.ts";
import { describeSystemError, type ExitCode, type Io, isSystemError, UsageError } from "../io.ts";
import { portFault, readPort } from "../port.ts";
import { type LoadedPlan, loadPlan } from "../plan-files/load-plan.ts";
import { allPages } from "../pages.ts";
import { withSlashes } from "../paths.ts";
import { diagnoseLost } from "./compare-runs.ts";
import { inspectedEnvironment } from "./host-variables.ts";
import { Ledger } from "./ledger.ts";
import { openBrowser } from "./live/open-browser.ts";
import { type LivePage, openLivePage } from "./live/live-page.ts";
import { loadRecording } from "./load-recording.ts";
import { explainEvent } from "./explain-event.ts";
import { readPage } from "./read-page.ts";
import { readRecordedEvents } from "./recorded-events.ts";
import { diagnoseObserved, type Limits, resultOf, summarizeObserved, tabulateShares } from "./report.ts";
import { saveSession } from "./save-session.ts";
import { Tape } from "./tape.ts";

export interface InspectArguments {
  readonly plan?: string | undefined;
  readonly port?: string | undefined;
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string | undefined;
  /** Whether to open the page in the browser. */
  readonly open?: boolean;
  /** The command to run and its arguments. Without one, events are shown until Ctrl-C. */
  readonly command: readonly string[];
  /** Further variables that hold the host. */
  readonly env: readonly string[];
  /** In percent. */
  readonly minCoverage?: string | undefined;
  /** Where to write the events, relative to the working directory: a page if it ends in `.html`, otherwise a recording. */
  readonly save?: string | undefined;
  /** A recording to compare with. */
  readonly baseline?: string | undefined;
  /** What makes the report fail. */
  readonly failOn: "nothing" | "violations";
  readonly format: Format;
  readonly all: boolean;
}

/** Takes an event as it arrives, or from a test. */
type Take = (event: ReceivedEvent, test?: { readonly name: string | undefined }) => void;

/** Where the live view listens. Behind a command any free port does. */
const PORT = 8010;
const ADDRESS = "127.0.0.1";

/**
 * `inspect`: takes the events that a command sends, or that arrive until Ctrl-C, holds each against the plan, and reports what broke
 * it and what never arrived. Sends nothing to PostHog.
 *
 * @returns the command's exit code; where that is 0, 1 if the report fails
 * @throws UsageError if the plan has errors, an option is invalid, or the port or the command cannot be had
 */
export async function inspectEvents(args: InspectArguments, io: Io): Promise<number> {
  const limits = readLimits(args);
  const port = readPort(args.port, { fallback: args.command.length > 0 ? 0 : PORT });
  const names = args.env.map(readName);
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
  const savesPage = args.save?.endsWith(".html") === true;
  const ledger = new Ledger(plan, args.save === undefined || savesPage ? undefined : new Tape());
  const isLive = args.command.length === 0 && args.format === "text";
  const show = isLive ? liveLines(io) : () => {};
  const isShown = isLive || args.open === true;
  const page = isShown || savesPage ? await openPage(plan, args, io) : undefined;
  if (savesPage && page === undefined) {
    throw new UsageError("The page has not been built.", "Run `npm run build`.");
  }
  const take: Take = (event, test) => {
    const observation = ledger.take(event, test);
    show(observation);
    page?.take(observation);
  };
  const { host: address = ADDRESS } = args;
  const endpoint = await listen({ port, address, site: page?.site }, io, (events) => {
    for (const event of events) take(event);
  });
  let code: number;
  try {
    io.progress.end();
    if (page !== undefined && isShown) await announce(page.addressAt(endpoint.url), args, io);
    code =
      args.command.length > 0
        ? await runInspected(args.command, { url: endpoint.url, names, take, ...args }, io)
        : await waitForInterrupt(endpoint, loaded.planFile, io);
  } finally {
    page?.close();
    await endpoint.close();
  }
  if (args.save !== undefined)
    await saveSession(args.save, { plan, ledger, page: savesPage ? page : undefined }, io);
  // The report is for people also where the command failed; its own failure says more then.
  const reported = report(ledger, { ...args, limits, plan, loaded, earlier }, io);
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
): ExitCode {
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
  { host = ADDRESS, plan: file }: InspectArguments,
  io: Io,
): Promise<LivePage | undefined> {
  const html = await readPage(io);
  if (html === undefined) return undefined;
  return openLivePage({
    html,
    plan,
    name: host,
    explain: (event) => explainEvent(event, { plan: file, io }),
  });
}

/** Says where the page is, and opens it where that is wanted. */
async function announce(address: string, { open }: InspectArguments, io: Io): Promise<void> {
  io.stderr.write(`The page is at ${address}\n`);
  if (open === true && !(await openBrowser(address, io))) {
    io.stderr.write("There is no browser to open it here: open it yourself.\n");
  }
}

async function listen(
  where: { readonly port: number; readonly address: string; readonly site: EndpointSite | undefined },
  io: Io,
  onEvents: (events: readonly ReceivedEvent[]) => void,
): Promise<PostHogEndpoint> {
  try {
    return await startPostHogEndpoint({ ...where, onEvents });
  } catch (error) {
    io.progress.end();
    throw portFault(error, {
      port: where.port,
      address: where.address === ADDRESS ? undefined : where.address,
    });
  }
}

/** Runs the command with this endpoint as its PostHog, and adds what its test trackers recorded. */
async function runInspected(
  [program = "", ...rest]: readonly string[],
  {
    url,
    names,
    take,
    format,
  }: {
    readonly url: string;
    readonly names: readonly string[];
    readonly take: Take;
    readonly format: Format;
  },
  io: Io,
): Promise<number> {
  const reports = await io.makeTemporaryFolder();
  try {
    const env = inspectedEnvironment(io.env, { url, reports, names });
    const code = await io.runAttached({
      program,
      args: rest,
      cwd: io.cwd,
      env,
      ownsStdout: format === "text",
    });
    for (const { event, test } of await readRecordedEvents(reports, io)) take(event, { name: test });
    return code;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`Cannot run ${quote(program)}: ${describeSystemError(error)}.`);
  } finally {
    await io.files.rm(reports, { recursive: true, force: true });
  }
}

async function waitForInterrupt({ url }: PostHogEndpoint, planFile: string, io: Io): Promise<0> {
  io.stderr.write(
    `Holding events against ${printable(planFile)}. Set POSTHOG_HOST=${url} in your application; Ctrl-C ends and reports.\n`,
  );
  await io.interrupted();
  return 0;
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

function readName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) return name;
  throw new UsageError(
    `\`--env\` must be the name of a variable, but is ${quote(name)}.`,
    "Such as `--env MY_POSTHOG_HOST`. It gets the inspector's address.",
  );
}
