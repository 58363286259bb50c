import type { JsonValue } from "../definition.ts";
import type { Answer } from "../delivery/answer.ts";
import type { QueueCounts } from "../delivery/message-queue.ts";
import type { Outcome, QueuedMessage } from "../delivery/queued-message.ts";
import type { Message } from "../message.ts";
import type { Mismatch, Refusal } from "../refusal.ts";
import { type Delivery, type Loss, addCounts } from "../stats.ts";
import { adviceOn, describeTrouble, printable } from "./lines.ts";
import type { Publish } from "./channels.ts";

/**
 * Most causes of one kind that are logged, so that a log cannot be flooded. The bound is for each kind: names of properties, which a
 * request can make up, must not keep a refused key out of the log.
 */
const MAX_CAUSES = 200;

/** Longest line, in characters. */
const MAX_LINE = 600;

/** Most events that a summary names. */
const MAX_NAMED_EVENTS = 10;

/** Kinds of lines, each with a bound of its own. */
type CauseKind =
  | "settings"
  | "refused calls"
  | "violations"
  | "mismatched ids"
  | "lost events"
  | "delivery"
  | "outbox"
  | "callbacks"
  | "end";

const AWAIT_SHUTDOWN = "The process exited without a flush: call `await shutdown()` before `process.exit()`.";

const MORE = "Repeats are counted, not logged.";

/** Reasons of everything that is left at the end. */
const END_REASONS: ReadonlySet<string> = new Set(["shut_down", "process_ended"]);

interface ReporterOptions {
  readonly debug: boolean;
  readonly log: (line: string) => void;
  readonly onRefused: ((refusal: Refusal) => void) | undefined;
  readonly onMismatch?: ((mismatch: Mismatch) => void) | undefined;
  readonly onDelivery?: ((delivery: Delivery) => void) | undefined;
  readonly onLoss?: ((loss: Loss) => void) | undefined;
  /** Absent for test trackers. */
  readonly publish?: Publish;
  /** For test trackers. Must not throw. */
  readonly onDuplicate?: ((message: Message) => void) | undefined;
  /** That of the tracker that was replaced: what it said in the same log is not said again. */
  readonly predecessor?: Reporter | undefined;
}

/** Says what happens: each cause of trouble once, and with `debug` every event. Nothing it calls can throw through it. */
export class Reporter {
  readonly #options: ReporterOptions;
  /** The causes that were logged, by their kind. */
  readonly #said: Map<CauseKind, Set<string>>;

  constructor({ predecessor, ...options }: ReporterOptions) {
    this.#options = options;
    const isSameLog = predecessor !== undefined && predecessor.#options.log === options.log;
    this.#said = isSameLog ? predecessor.#said : new Map();
  }

  /** Says a line unless one for this cause was said before, or as many of its kind as a log can take. */
  sayOnce(kind: CauseKind, cause: string, line: string): void {
    if (this.#isFirst(kind, cause)) this.#say(line);
  }

  /** Whether a line for this cause is to be said now. Many calls have one cause, so their line is made only then. */
  #isFirst(kind: CauseKind, cause: string): boolean {
    let said = this.#said.get(kind);
    if (said === undefined) this.#said.set(kind, (said = new Set()));
    if (said.has(cause) || said.size > MAX_CAUSES) return false;
    said.add(cause);
    if (said.size <= MAX_CAUSES) return true;
    this.#say(`${MAX_CAUSES} lines of the kind "${kind}" were logged. More are counted, not logged.`);
    return false;
  }

  /** A call that was not accepted. The detail is logged once for each event and reason. */
  refused(refusal: Refusal): void {
    const { reason, event, detail, violations } = refusal;
    const { debug } = this.#options;
    if (debug || this.#isFirst("refused calls", `${event} ${reason} ${violations.join()}`)) {
      const why = violations.length > 0 ? `${detail} (${violations.join("; ")})` : detail;
      this.#say(
        debug ? `${event} → refused, ${reason}: ${why}` : `${event} was refused, ${reason}: ${why}. ${MORE}`,
      );
    }
    this.tell("onRefused", this.#options.onRefused, refusal);
    this.#options.publish?.("tracking-plan:refused", refusal);
  }

  /** An event with values that the plan refuses, which is sent without them unless tracking is off. */
  violating(event: string, violations: readonly string[], isSent: boolean): void {
    const names = violations.join("; ");
    if (!this.#isFirst("violations", `${event} ${names}`)) return;
    const effect = isSent ? "It is sent without the invalid values." : "Tracking is off, so it is not sent.";
    this.#say(`${event} breaks the plan: ${names}. ${effect}`);
  }

  /** A call that came with the id of another user. Neither of the ids is logged. */
  mismatched(mismatch: Mismatch): void {
    const { event } = mismatch;
    const line = `${event}: the request claimed another user id. The authenticated one is used.`;
    if (this.#options.debug) this.#say(line);
    else this.sayOnce("mismatched ids", event, `${line} ${MORE}`);
    this.tell("onMismatch", this.#options.onMismatch, mismatch);
  }

  /** An event that is not sent because it was before. */
  duplicate(message: Message): void {
    if (this.#options.debug) this.#say(`${message.event} ${message.uuid} → duplicate, not sent again`);
    this.#options.onDuplicate?.(message);
  }

  accepted(message: Message): void {
    if (this.#options.debug) this.#say(`${describe(message)} → accepted`);
  }

  /** A message that is complete, and not sent because tracking is off. */
  unsent(message: Message): void {
    if (this.#options.debug) this.#say(`${describe(message)} → not sent, tracking is off`);
  }

  /** A durable message that could not be written to the outbox before the process ended. */
  lostUnsent(message: Message, reason: string): void {
    this.settled({ message, attempts: 0, mayHaveArrived: false }, { kind: "lost", reason });
  }

  /** A durable message that stays in the outbox, because PostHog does not accept it. */
  parked({ event, uuid }: Message, reason: string): void {
    if (this.#options.debug) this.#say(`${event} ${uuid} → parked, ${reason}`);
    const line = [`${event} was parked in the outbox: ${reason}.`, adviceOn(reason), MORE];
    this.sayOnce("outbox", `parked ${reason}`, line.filter((part) => part !== "").join(" "));
  }

  /** Durable messages that are tried again, where others would be lost. */
  kept(reason: string): void {
    const line = [`Durable events stay in the outbox and are sent again: ${reason}.`, adviceOn(reason)];
    this.sayOnce("outbox", `kept ${reason}`, line.filter((part) => part !== "").join(" "));
  }

  /** What became of an accepted message. */
  settled(
    { message, attempts, mayHaveArrived }: Pick<QueuedMessage, "message" | "attempts" | "mayHaveArrived">,
    outcome: Outcome,
  ): void {
    if (outcome.kind === "released") return;
    const { onDelivery, onLoss, publish, debug } = this.#options;
    if (debug) this.#say(`${message.event} ${message.uuid} → ${describeOutcome(outcome, attempts)}`);
    if (outcome.kind === "delivered") {
      const delivery: Delivery = { message, attempts };
      this.tell("onDelivery", onDelivery, delivery);
      publish?.("tracking-plan:delivered", delivery);
      return;
    }
    const { reason } = outcome;
    const loss: Loss = {
      message,
      attempts,
      reason,
      mayHaveArrived: outcome.kind === "unknown" || mayHaveArrived,
    };
    this.tell("onLoss", onLoss, loss);
    publish?.("tracking-plan:lost", loss);
    // The end is summed up.
    if (debug || END_REASONS.has(reason)) return;
    const what = outcome.kind === "unknown" ? "may be lost" : "was lost";
    const line = [`${message.event} ${what}: ${reason}.`, adviceOn(reason), MORE].filter(
      (part) => part !== "",
    );
    this.sayOnce("lost events", `${outcome.kind} ${reason}`, line.join(" "));
  }

  /** A request that was not taken. */
  trouble(answer: Answer): void {
    const line = describeTrouble(answer);
    if (line !== undefined) this.sayOnce("delivery", line, line);
  }

  /** Messages that wait to be sent again. */
  retrying(messages: readonly QueuedMessage[], cause: string, pauseMs: number): void {
    if (!this.#options.debug) return;
    const pause = `${(pauseMs / 1000).toFixed(1)} s`;
    for (const { message } of messages) {
      this.#say(`${message.event} ${message.uuid} → retry in ${pause}: ${cause}`);
    }
  }

  /** posthog-node is not there. */
  missing(code: string | undefined): void {
    const why = code === undefined ? "" : ` (${code})`;
    this.sayOnce(
      "delivery",
      "load",
      `posthog-node cannot be loaded${why}; is it installed? Events are lost.`,
    );
  }

  /** Sums up, at the end, when something was not delivered. `isHasty`: nobody waited for it to be sent. */
  closed({ events, groupUpdates, durable }: QueueCounts, isHasty = false): void {
    if (durable !== undefined && durable.lost > 0) {
      this.#say(
        `${durable.lost} of ${durable.accepted} durable messages were lost: the outbox could not be written to.`,
      );
    }
    const { accepted, unknown, lost, lostBy, undelivered } = addCounts([events, groupUpdates]);
    if (lost + unknown === 0) return;
    const reasons = unknown === 0 ? lostBy : { ...lostBy, unknown };
    const names = Object.entries(undelivered).toSorted(([, one], [, other]) => other - one);
    const some = names.slice(0, MAX_NAMED_EVENTS);
    const more = names.length > some.length ? `, and ${names.length - some.length} more` : "";
    this.#say(
      `${lost + unknown} of ${accepted} messages were not delivered: ${list(Object.entries(reasons))} (${list(some)}${more}).${
        isHasty ? ` ${AWAIT_SHUTDOWN}` : ""
      }`,
    );
  }

  /** Calls a function of the user's, if there is one. */
  tell<T>(name: string, callback: ((value: T) => unknown) | undefined, value: T): void {
    if (callback === undefined) return;
    callSafely(callback, value, () =>
      this.sayOnce("callbacks", name, `${name} threw an error, which was ignored.`),
    );
  }

  #say(line: string): void {
    // When it fails nothing is left to say so with.
    callSafely(this.#options.log, `[tracking-plan] ${printable(line, MAX_LINE)}`, () => {});
  }
}

/** Calls a function of the user's. What it throws, or a promise of it rejects with, goes to nobody but `onFault`. */
function callSafely<T>(callback: (value: T) => unknown, value: T, onFault: () => void): void {
  try {
    const result = callback(value);
    if (typeof result === "object" && result !== null) Promise.resolve(result).catch(onFault);
  } catch {
    onFault();
  }
}

/** Writes to standard error, where a program's own output is not disturbed. */
export function writeToStandardError(line: string): void {
  // oxlint-disable-next-line no-console -- Unlike the stream itself, it does not crash the program when nobody reads.
  console.error(line);
}

/** @example "delivered, after 3 attempts" */
function describeOutcome(outcome: Exclude<Outcome, { readonly kind: "released" }>, attempts: number): string {
  const how = outcome.kind === "delivered" ? "delivered" : `${outcome.kind}, ${outcome.reason}`;
  return attempts > 1 ? `${how}, after ${attempts} attempts` : how;
}

/** @example "http_401 2, shut_down 1" */
function list(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([name, count]) => `${name} ${count}`).join(", ");
}

/** One line: name, person, groups, uuid, and the properties with their values cut short. */
function describe(message: Message): string {
  const groups = Object.entries(message.groups ?? {}).map(([type, key]) => ` ${type}=${key}`);
  const properties = Object.entries(message.properties)
    .map(([name, value]) => `${name}=${abridge(value)}`)
    .join(" ");
  return printable(
    `${message.event} ${message.uuid} ${message.distinctId}${groups.join("")} {${properties}}`,
    MAX_LINE - 40,
  );
}

function abridge(value: JsonValue): string {
  if (typeof value === "string") return JSON.stringify(printable(value, 40));
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).join(",")}}`;
}
