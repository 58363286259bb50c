import type { Format } from "../../diagnostics/render/renderers.ts";
import type { ReceivedEvent } from "../../endpoint/received.ts";
import { type EndpointSite, type PostHogEndpoint, startPostHogEndpoint } from "../../endpoint/start.ts";
import { printable } from "../../text/terminal.ts";
import { quote } from "../../text/words.ts";
import { describeSystemError, type Io, isSystemError, UsageError } from "../io.ts";
import { portFault, readPort } from "../port.ts";
import { inspectedEnvironment } from "./host-variables.ts";
import { openBrowser } from "./live/open-browser.ts";
import type { LivePage } from "./live/live-page.ts";
import { readRecordedEvents } from "./recorded-events.ts";

export interface ReceiveArguments {
  readonly port?: string | undefined;
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string | undefined;
  /** Whether to open the page in the browser. */
  readonly open?: boolean;
  /** The command to run and its arguments. Without one, events are shown until Ctrl-C. */
  readonly command: readonly string[];
  /** Further variables that hold the host. */
  readonly env: readonly string[];
  readonly format: Format;
}

/** Takes an event as it arrives, or from a test. */
export type Take = (event: ReceivedEvent, test?: { readonly name: string | undefined }) => void;

/** Where the live view listens. Behind a command any free port does. */
const PORT = 8010;
export const ADDRESS = "127.0.0.1";

/** @throws UsageError if an option is invalid */
export function refuseInvalid(args: ReceiveArguments): void {
  portOf(args);
  args.env.forEach(readName);
}

/**
 * Takes the events that a command sends, or that arrive until Ctrl-C.
 *
 * @param page - whether to say where it is
 * @returns the command's exit code
 * @throws UsageError if the port or the command cannot be had
 */
export async function receiveEvents(
  args: ReceiveArguments,
  {
    take,
    page,
    isShown,
    planFile,
  }: {
    readonly take: Take;
    readonly page: LivePage | undefined;
    /** Whether people are told where the page is. */
    readonly isShown: boolean;
    readonly planFile: string;
  },
  io: Io,
): Promise<number> {
  const { host: address = ADDRESS, command, env: names } = args;
  const endpoint = await listen({ port: portOf(args), address, site: page?.site }, io, (events) => {
    for (const event of events) take(event);
  });
  try {
    io.progress.end();
    if (page !== undefined && isShown) announce(page.addressAt(endpoint.url), args, io);
    return command.length > 0
      ? await runInspected(command, { url: endpoint.url, names, take, ...args }, io)
      : await waitForInterrupt(endpoint, planFile, io);
  } finally {
    page?.close();
    await endpoint.close();
  }
}

function portOf({ port, command }: ReceiveArguments): number {
  return readPort(port, { fallback: command.length > 0 ? 0 : PORT });
}

/** Says where the page is, and opens it where that is wanted. */
function announce(address: string, { open }: ReceiveArguments, io: Io): void {
  io.stderr.write(`The page is at ${address}\n`);
  if (open !== true) return;
  // Nobody waits for it: where no browser runs yet, it may end with the browser.
  io.exitWhenDone();
  void openBrowser(address, io).then((isOpen) => {
    if (!isOpen) io.stderr.write("There is no browser to open it here: open it yourself.\n");
  });
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
    `Comparing events with ${printable(planFile)}. Set POSTHOG_HOST=${url} in your application; Ctrl-C ends and reports.\n`,
  );
  await io.interrupted();
  return 0;
}

function readName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) return name;
  throw new UsageError(
    `\`--env\` must be the name of a variable, but is ${quote(name)}.`,
    "Such as `--env MY_POSTHOG_HOST`. It gets the inspector's address.",
  );
}
