import type { JsonValue } from "../../text/json.ts";
import { printable } from "../../text/terminal.ts";
import { plural, quote } from "../../text/words.ts";
import type { ListedEvent, OutboxAdmin } from "../../runtime/relay.ts";
import { finish } from "../command.ts";
import { Cancelled, type ExitCode, type Io, UsageError } from "../io.ts";
import { loadOutbox } from "./load-outbox.ts";

export interface ManageOutboxArguments {
  readonly what: "list" | "retry" | "drop";
  /** The module that exports the outbox, relative to the working directory. */
  readonly outbox?: string | undefined;
  /** Only parked events. */
  readonly parked: boolean;
  /** Only events of this distinct id. */
  readonly user?: string | undefined;
  /** Whether `list` shows properties. */
  readonly show: boolean;
  /** Whether `list` shows all events. */
  readonly all: boolean;
  /** Whether `drop` asks nothing. */
  readonly yes: boolean;
  readonly format: "text" | "json";
}

/** Without `--all`, `list` shows as many events. */
const MAX_LISTED = 100;

/** As many are listed or counted at most: each is in memory. */
const MAX_ALL = 100_000;

/**
 * `outbox list`, `retry` and `drop`: what people do with the events that an outbox holds.
 *
 * @throws UsageError if the outbox cannot be loaded or used, or `drop` is not told what, or is not confirmed
 */
export async function manageOutbox(args: ManageOutboxArguments, io: Io): Promise<ExitCode> {
  const { what, parked, user } = args;
  if (what === "drop" && !parked && user === undefined) {
    throw new UsageError("`outbox drop` requires what to drop.", "Pass `--user ID`, `--parked` or both.");
  }
  const { admin } = await loadOutbox(args.outbox, io);
  // What the module opened may keep the process alive.
  io.exitWhenDone();
  if (admin === undefined) throw new UsageError("The outbox has no `admin`, which this command uses.");
  const done = await RUN[what](admin, args, io).catch((error: unknown) => {
    if (error instanceof UsageError || error instanceof Cancelled || !(error instanceof Error)) throw error;
    throw new UsageError(`The outbox cannot be used: ${printable(error.message.replace(/\.$/u, ""))}.`);
  });
  return finish({ command: "outbox", ok: true, diagnostics: [], ...done }, args, io);
}

interface Done {
  readonly summary: readonly string[];
  readonly result: Readonly<Record<string, JsonValue>>;
}

const RUN: Readonly<
  Record<
    ManageOutboxArguments["what"],
    (admin: OutboxAdmin, args: ManageOutboxArguments, io: Io) => Promise<Done>
  >
> = { list, retry, drop };

async function list(admin: OutboxAdmin, args: ManageOutboxArguments): Promise<Done> {
  const limit = args.all ? MAX_ALL : MAX_LISTED;
  // One more tells whether there are others.
  const found = await admin.list({ ...filterOf(args), limit: limit + 1, hasBody: args.show });
  const events = found.slice(0, limit);
  const counts = await admin.counts();
  return {
    summary: [
      ...events.flatMap(linesOf),
      ...(found.length > limit ? [`Only the oldest ${limit} are listed.`] : []),
      ...counts.map(
        ({ plan, waiting, parked }) => `${plan}: ${plural(waiting, "event")} to send, ${parked} parked.`,
      ),
      ...(counts.length === 0 ? ["The outbox is empty."] : []),
    ],
    result: {
      events: events.map(eventJson),
      plans: counts.map(({ plan, waiting, parked, oldestSeconds }) => ({
        plan,
        waiting,
        parked,
        oldestSeconds,
      })),
    },
  };
}

async function retry(admin: OutboxAdmin, args: ManageOutboxArguments): Promise<Done> {
  if (args.user !== undefined) {
    throw new UsageError(
      "`--user` does not work with `outbox retry`.",
      "Leave it out: all parked events are sent again.",
    );
  }
  const retried = await admin.retryParked();
  return { summary: [`${plural(retried, "parked event")} will be sent again.`], result: { retried } };
}

async function drop(admin: OutboxAdmin, args: ManageOutboxArguments, io: Io): Promise<Done> {
  const filter = filterOf(args);
  const found = (await admin.list({ ...filter, limit: MAX_ALL, hasBody: false })).length;
  if (found > 0 && !args.yes) {
    const events = [
      found === MAX_ALL ? "at least " : "",
      plural(found, args.parked ? "parked event" : "event"),
      args.user === undefined ? "" : ` of ${quote(args.user)}`,
    ].join("");
    if (io.ask === undefined || args.format !== "text") {
      throw new UsageError(`Dropping ${events} requires a confirmation.`, "Add `--yes`.");
    }
    if (!(await io.ask.confirm({ message: `Drop ${events}? This cannot be undone.` }))) throw new Cancelled();
  }
  const dropped = found === 0 ? 0 : await admin.drop(filter);
  return { summary: [`${plural(dropped, "event")} dropped.`], result: { dropped } };
}

function filterOf({ parked, user }: ManageOutboxArguments) {
  return { isParked: parked ? (true as const) : undefined, distinctId: user };
}

function eventJson({ writtenAt, reason, body, ...event }: ListedEvent): Readonly<Record<string, JsonValue>> {
  return {
    ...event,
    writtenAt: writtenAt.toISOString(),
    ...(reason !== undefined && { reason }),
    ...(body !== undefined && { body }),
  };
}

/** An event as people read it, without control characters. */
function linesOf({
  writtenAt,
  state,
  plan,
  event,
  distinctId,
  uuid,
  reason,
  body,
}: ListedEvent): readonly string[] {
  const cells = [
    writtenAt.toISOString(),
    state,
    plan,
    event,
    distinctId,
    uuid,
    ...(reason === undefined ? [] : [reason]),
  ];
  return [printable(cells.join("  ")), ...(body === undefined ? [] : [`  ${printable(body)}`])];
}
