import { Relay } from "../../runtime/relay.ts";
import { resolveSettings } from "../../runtime/settings/settings.ts";
import { plural } from "../../text/words.ts";
import { finish } from "../command.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { loadOutbox } from "../outbox/load-outbox.ts";
import { readPort } from "../port.ts";
import { Monitor } from "./monitor.ts";
import { DEFAULT_PORT, serveMonitor } from "./serve-monitor.ts";

export interface RelayArguments {
  /** The module that exports the outbox, relative to the working directory. */
  readonly outbox?: string | undefined;
  /** The plan file that has the plan's name. */
  readonly plan?: string | undefined;
  /** The plan's name, where its file is not. */
  readonly name?: string | undefined;
  /** A port of 127.0.0.1. */
  readonly port?: string | undefined;
}

/**
 * `relay`: sends what processes left in an outbox, until SIGTERM or SIGINT. Then it waits for the requests under way.
 *
 * @throws UsageError if an argument or a setting is wrong, the outbox cannot be loaded, or posthog-node is missing
 */
export async function relayEvents(args: RelayArguments, io: Io): Promise<ExitCode> {
  const port = readPort(args.port, { fallback: DEFAULT_PORT });
  const { target, off, problems, debug } = resolveSettings({}, io.env);
  if (target === undefined) {
    throw new UsageError(
      [`There is nothing to send with: ${off}.`, ...problems].join(" "),
      "Set the environment variables POSTHOG_API_KEY and POSTHOG_HOST.",
    );
  }
  const { planName, diagnostics } =
    args.name === undefined ? await readPlanName(args, io) : { planName: args.name, diagnostics: [] };
  if (planName === undefined) {
    return finish(
      { command: "relay", ok: false, diagnostics, summary: [], result: {} },
      { format: "text" },
      io,
    );
  }
  const outbox = await loadOutbox(args.outbox, io);
  // What the module opened may keep the process alive.
  io.exitWhenDone();
  const log = (line: string): void => io.stderr.write(`${line}\n`);
  for (const problem of problems) log(problem);
  const interrupted = io.interrupted();
  const relay = new Relay({ planName, target, outbox, log, debug });
  if (!(await relay.ready())) {
    throw new UsageError("posthog-node cannot be loaded.", "Install it: `npm install posthog-node`.");
  }
  const monitor = new Monitor({ relay, outbox, planName, now: () => io.now().getTime() });
  const served = await serveMonitor(port, monitor);
  io.progress.end();
  io.stdout.write(`Sending events of ${planName} to ${target.host}.\n${served.url}/metrics\n`);
  await interrupted;
  io.stdout.write("Waiting for the requests under way. A second signal ends at once.\n");
  await relay.stop();
  served.close();
  const { delivered, parked, released } = relay.counts();
  io.stdout.write(`${plural(delivered, "event")} delivered, ${parked} parked, ${released} left to others.\n`);
  return 0;
}

async function readPlanName({ plan }: RelayArguments, io: Io) {
  const { read } = await loadPlan({ plan }, io);
  return { planName: read.plan?.name, diagnostics: read.diagnostics };
}
