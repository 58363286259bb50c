import type { ReceivedEvent } from "../../endpoint/received.ts";
import { type Coverage, type CoverageCollector, collectCoverage } from "../../observe/coverage.ts";
import { createJudge, repeatFinder } from "../../observe/judge.ts";
import type { Fault, Observation } from "../../observe/observation.ts";
import type { Plan, Side } from "../../plan/plan.ts";
import type { Tape } from "./tape.ts";

/** Faults that are the same but for the event that had them. */
export interface CountedFault extends Fault {
  /** The event's name on the wire. */
  readonly event: string;
  readonly count: number;
  /** Some of the tests whose events had it. */
  readonly tests: readonly string[];
}

/** What came of everything that arrived. */
export interface Observed {
  readonly faults: readonly CountedFault[];
  readonly coverage: Coverage;
  /** How many events arrived, by name: of the plan, of PostHog itself and of others. */
  readonly counts: ReadonlyMap<string, number>;
  /** How many of all came from each side. */
  readonly sides: ReadonlyMap<Side, number>;
}

/** As many kinds of faults are kept apart: names and values of events may all differ. */
const MAX_FAULTS = 1000;
const MAX_NAMES = 10_000;
const MAX_TESTS = 3;

/** Takes events as they arrive, and counts: its memory grows with the kinds of events and faults, within bounds. */
export class Ledger {
  readonly #isRepeat = repeatFinder();
  #judge: (event: ReceivedEvent) => Observation;
  readonly #coverage: CoverageCollector;
  readonly #faults = new Map<string, { fault: Fault; event: string; count: number; tests: Set<string> }>();
  readonly #counts = new Map<string, number>();
  readonly #sides = new Map<Side, number>();

  /** What keeps the events themselves, where somebody wants them. */
  readonly tape: Tape | undefined;

  constructor(plan: Plan, tape?: Tape) {
    this.tape = tape;
    this.#judge = createJudge(plan, this.#isRepeat);
    this.#coverage = collectCoverage(plan);
  }

  /** Goes on with a changed plan. What it found before stays. */
  follow(plan: Plan): void {
    this.#judge = createJudge(plan, this.#isRepeat);
    this.#coverage.follow(plan);
  }

  /** @param test - the test that recorded it: the same event may then come again from another test */
  take(event: ReceivedEvent, test?: { readonly name: string | undefined }): Observation {
    const observation = this.#judge(event);
    this.tape?.keep(event);
    this.#coverage.add(observation);
    if (this.#counts.has(event.event) || this.#counts.size < MAX_NAMES) {
      this.#counts.set(event.event, (this.#counts.get(event.event) ?? 0) + 1);
    }
    const { side, faults } = observation;
    if (side !== undefined) this.#sides.set(side, (this.#sides.get(side) ?? 0) + 1);
    const told = test === undefined ? faults : faults.filter(({ code }) => code !== "event-arrived-twice");
    for (const fault of told) this.#count(fault, event.event, test?.name);
    return { ...observation, faults: told };
  }

  #count(fault: Fault, event: string, test: string | undefined): void {
    const key = JSON.stringify([fault.code, event, fault.message]);
    let counted = this.#faults.get(key);
    if (counted === undefined) {
      if (this.#faults.size >= MAX_FAULTS) return;
      counted = { fault, event, count: 0, tests: new Set() };
      this.#faults.set(key, counted);
    }
    counted.count += 1;
    if (test !== undefined && counted.tests.size < MAX_TESTS) counted.tests.add(test);
  }

  report(): Observed {
    return {
      faults: [...this.#faults.values()].map(({ fault, event, count, tests }) =>
        Object.assign({}, fault, { event, count, tests: [...tests] }),
      ),
      coverage: this.#coverage.report(),
      counts: this.#counts,
      sides: this.#sides,
    };
  }
}
