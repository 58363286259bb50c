import type { EventDefinition, ParsedId, PlanContract } from "../runtime/definition.ts";
import type { CallOptions, EventOptions, GroupOptions } from "../runtime/options.ts";
import type { Refusal } from "../runtime/refusal.ts";
import type { TrackerStats } from "../runtime/stats.ts";
import type { CapacityOptions, FlushOptions, ShutdownOptions, Tracker } from "../runtime/tracker.ts";
import {
  type InstalledTestTracker,
  installTestTracker,
  type TestEvent,
  type TestTracker,
  type TestTrackerOptions,
} from "./test-tracker.ts";

/** The hooks of a test framework. */
export interface TestHooks {
  readonly beforeEach: (run: () => void) => unknown;
  readonly afterEach: (run: () => void) => unknown;
}

/**
 * Replaces the plan's shared tracker with a new one for each test, and fails a test in which a call was refused or broke the
 * plan, even if the code under test caught the exception. The returned object delegates to the tracker of the current test.
 *
 * `tracking-plan/testing/vitest` and `tracking-plan/testing/jest` have it with the hooks of their framework.
 *
 * @example
 * import { afterEach, beforeEach, test } from "node:test";
 *
 * const tracker = useTestTracker(plan, { beforeEach, afterEach });
 */
export function useTestTracker<Person extends object, Common extends object>(
  plan: PlanContract<Person, Common>,
  { beforeEach, afterEach }: TestHooks,
  options?: TestTrackerOptions<Common>,
): TestTracker<Person, Common> {
  const current = new CurrentTracker<Person, Common>();
  beforeEach(() => {
    current.tracker = installTestTracker(plan, options);
  });
  afterEach(() => {
    const { tracker } = current;
    current.tracker = undefined;
    tracker?.restore();
    tracker?.assertNothingRefused();
  });
  return current;
}

/** Delegates to the tracker of the current test. */
class CurrentTracker<Person extends object, Common extends object> implements TestTracker<Person, Common> {
  tracker: InstalledTestTracker<Person, Common> | undefined;

  #running(): TestTracker<Person, Common> {
    if (this.tracker === undefined) {
      throw new Error("The tracker of useTestTracker exists only while a test runs.");
    }
    return this.tracker;
  }

  get events(): readonly TestEvent[] {
    return this.#running().events;
  }

  get duplicates(): readonly TestEvent[] {
    return this.#running().duplicates;
  }

  get refusals(): readonly Refusal[] {
    return this.#running().refusals;
  }

  clear(): void {
    this.#running().clear();
  }

  canonicalId(id: unknown): unknown {
    return this.#running().canonicalId(id);
  }

  accountFor(refusals: readonly Refusal[]): void {
    this.#running().accountFor(refusals);
  }

  assertNothingRefused(): void {
    this.#running().assertNothingRefused();
  }

  with(common: Common): Tracker<Common> {
    return this.#running().with(common);
  }

  track(
    definition: EventDefinition,
    user: string | ParsedId,
    properties: object,
    options?: EventOptions,
  ): boolean {
    return this.#running().track(definition, user, properties, options);
  }

  identify(plan: PlanContract, user: string | ParsedId, properties: object, options?: CallOptions): boolean {
    return this.#running().identify(plan, user, properties, options);
  }

  groupIdentify(
    plan: PlanContract,
    type: string,
    key: string,
    properties: object,
    options?: GroupOptions,
  ): boolean {
    return this.#running().groupIdentify(plan, type, key, properties, options);
  }

  refuse(refusal: Refusal): boolean {
    return this.#running().refuse(refusal);
  }

  ready(): Promise<boolean> {
    return this.#running().ready();
  }

  waitForCapacity(options?: CapacityOptions): ReturnType<TestTracker["waitForCapacity"]> {
    return this.#running().waitForCapacity(options);
  }

  flush(options?: FlushOptions): ReturnType<TestTracker["flush"]> {
    return this.#running().flush(options);
  }

  shutdown(options?: ShutdownOptions): ReturnType<TestTracker["shutdown"]> {
    return this.#running().shutdown(options);
  }

  stats(): TrackerStats {
    return this.#running().stats();
  }
}
