import { type Fault, FAULTS } from "./faults.ts";
import type { Task } from "./task.ts";

/** One row of the table. */
export interface Scenario extends Task {
  readonly name: string;
  /** What the server does; `refuses`: there is none. */
  readonly server: (() => Fault) | "refuses";
  /** A signal that is sent when the client is ready and so many milliseconds more are over. */
  readonly signal?: { readonly name: "SIGTERM"; readonly after: number };
  /** Where durable events are kept. Default: a file. Only durable events are sent where it is PostgreSQL. */
  readonly store?: "postgres" | "transaction";
  /** Whether a process is started afterwards that tracks nothing and shuts down. */
  readonly restarts?: boolean;
  /** What durable events may lose in silence, because the documentation says so. */
  readonly mayLose?: number;
  /** Whether it is over in a few seconds, and so in the short form. */
  readonly isShort: boolean;
}

/** Longer than posthog-node tries one request: three pauses of three seconds, or of 3, 6 and 12. */
const AFTER_ALL_RETRIES = 30_000;

const healthy = FAULTS.none;

/** All that can happen to events, as far as one machine can show it. */
export const SCENARIOS: readonly Scenario[] = [
  ...[1, 5, 19, 250].map((events) => ({
    name: `natural end, ${count(events)}`,
    events,
    ending: "natural" as const,
    lives: 0,
    server: healthy,
    isShort: events === 5 || events === 250,
  })),
  ...[5, 250].map((events) => ({
    name: `SIGTERM, ${count(events)}`,
    events,
    ending: "looked-at" as const,
    lives: 60_000,
    server: healthy,
    signal: { name: "SIGTERM" as const, after: 300 },
    isShort: events === 5,
  })),
  {
    name: "uncaught error, 5 events",
    events: 5,
    ending: "throw",
    lives: 100,
    server: healthy,
    isShort: true,
  },
  {
    name: "`process.exit()` at once, 250 events",
    events: 250,
    ending: "exit",
    lives: 0,
    server: healthy,
    isShort: true,
  },
  {
    name: "SIGKILL at once and a restart, 250 events",
    events: 250,
    ending: "killed",
    lives: 0,
    server: healthy,
    restarts: true,
    isShort: true,
  },
  {
    name: "SIGKILL after the COMMIT and a restart, PostgreSQL, 250 events",
    events: 250,
    ending: "killed",
    lives: 0,
    server: healthy,
    store: "transaction",
    restarts: true,
    isShort: false,
  },
  {
    name: "SIGKILL before the INSERT and a restart, PostgreSQL outside of `within`, 5 events",
    events: 5,
    ending: "killed",
    lives: 0,
    server: healthy,
    store: "postgres",
    restarts: true,
    mayLose: 5,
    isShort: false,
  },
  looked("server refuses connections", "refuses", AFTER_ALL_RETRIES),
  // Four times ten seconds, and the pauses.
  looked("server hangs", FAULTS.hangs, 70_000),
  looked("server answers 503", FAULTS.answers503, AFTER_ALL_RETRIES),
  shutDown("429, Retry-After: 2, twice", FAULTS.asksToWait, 12_000),
  shutDown("413 for over 10 events", FAULTS.takesTen, 0, true),
  shutDown("one bad event", FAULTS.refusesOne, 0, true),
  shutDown("301", FAULTS.redirects, 0, true),
  shutDown("taken, and not answered", FAULTS.forgetsToAnswer, 20_000),
  shutDown("503 for 60 s, then recovery", FAULTS.isOutFor(60_000), 95_000),
  {
    name: "burst of 30,000 events",
    events: 30_000,
    ending: "shutdown",
    lives: 0,
    server: healthy,
    isShort: false,
  },
  {
    name: "one `toJSON` throws, 50 events",
    events: 50,
    poisoned: 20,
    ending: "shutdown",
    lives: 0,
    server: healthy,
    isShort: true,
  },
];

function looked(name: string, server: Scenario["server"], lives: number): Scenario {
  return { name: `${name}, 50 events`, events: 50, ending: "looked-at", lives, server, isShort: false };
}

function shutDown(name: string, server: Scenario["server"], lives: number, isShort = false): Scenario {
  return { name: `${name}, 50 events`, events: 50, ending: "shutdown", lives, server, isShort };
}

function count(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}
