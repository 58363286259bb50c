import type { PlanContract } from "./definition.ts";
import { readEnvironmentVariables } from "./delivery/host-process.ts";
import { Delivery } from "./delivery/delivery.ts";
import { withValues } from "./common/request-values.ts";
import type { NoCommon, TrackerOptions } from "./options.ts";
import { PlanTracker } from "./plan-tracker.ts";
import { openChannels } from "./report/channels.ts";
import { Reporter, writeToStandardError } from "./report/reporter.ts";
import { resolvePersonalData } from "./settings/personal-data.ts";
import { readTrackerOptions } from "./settings/tracker-options.ts";
import { type Settings, resolveSettings, withFaults } from "./settings/settings.ts";
import type { Tracker } from "./tracker.ts";

/**
 * Creates a tracker that is independent of the shared one. Options that are not set come from the environment. Shut it
 * down when you no longer need it.
 *
 * @example
 * const tracker = createTracker(plan, { apiKey: "phc_…", host: "https://eu.i.posthog.com" });
 * track(checkoutCompleted, user, properties, { tracker });
 * await tracker.shutdown();
 */
export function createTracker<Common extends object = NoCommon>(
  plan: PlanContract,
  options: TrackerOptions<Common> = {},
): Tracker<Common> {
  return startTracker(plan, options);
}

/** Creates a tracker that replaces another; see `PlanTrackerParts`. */
function startTracker(
  plan: PlanContract,
  given: TrackerOptions<object>,
  predecessor?: Tracker,
): Tracker<object> {
  const { options, ...faults } = readTrackerOptions(given);
  const variables = readEnvironmentVariables();
  const personalData = resolvePersonalData(options.personalData, plan, variables);
  const problems = [...faults.problems, ...personalData.problems];
  const settings = withFaults(resolveSettings(options, variables), { ...faults, problems });
  const reporter = new Reporter({
    debug: settings.debug,
    log: options.log ?? writeToStandardError,
    onRefused: options.onRefused,
    onMismatch: options.onMismatch,
    onDelivery: options.onDelivery,
    onLoss: options.onLoss,
    publish: openChannels(plan.name),
    predecessor: predecessor instanceof PlanTracker ? predecessor.reporter : undefined,
  });
  announce(plan, settings, reporter);
  if (predecessor !== undefined && hasAccepted(predecessor)) {
    const line = `Tracking of ${plan.name} was configured after its first event. The old tracker is flushed and replaced.`;
    reporter.sayOnce("settings", "replaced", line);
  }
  const { target } = settings;
  return new PlanTracker({
    planName: plan.name,
    queue: target && new Delivery({ planName: plan.name, target, options, reporter }).queue,
    reporter,
    redaction: personalData.redaction,
    beforeSend: options.beforeSend,
    common: options.common,
    violations: options.violations ?? "report",
    now: () => Date.now(),
    predecessor,
  });
}

function announce(plan: PlanContract, settings: Settings, reporter: Reporter): void {
  for (const problem of settings.problems) reporter.sayOnce("settings", problem, problem);
  if (settings.off !== undefined) {
    reporter.sayOnce(
      "settings",
      "off",
      `Tracking of ${plan.name} is off: ${settings.off}. Calls are checked, and nothing is sent.`,
    );
  } else if (settings.debug) {
    reporter.sayOnce("settings", "target", `Events of ${plan.name} are sent to ${settings.target?.host}.`);
  }
}

function hasAccepted(tracker: Tracker): boolean {
  const { events, groupUpdates } = tracker.stats();
  return events.accepted + groupUpdates.accepted > 0;
}

/**
 * The tracker that the whole process shares for a plan, created from the environment at first use. An installed test
 * tracker takes precedence.
 */
export function sharedTracker(plan: PlanContract): Tracker {
  const { name } = plan;
  const present = readSlot("test", name) ?? readSlot("shared", name);
  if (present !== undefined) return present;
  const tracker = createTracker(plan);
  writeSlot("shared", name, tracker);
  return tracker;
}

/**
 * Sets the options of the shared tracker; call it when the program starts. After the first event the tracker in use is
 * drained and shut down in the background, a new one takes its place, and a line in the log says so once. An
 * installed test tracker stays in its place.
 */
export function configureTracking<Common extends object = NoCommon>(
  plan: PlanContract,
  options: TrackerOptions<Common>,
): void {
  const previous = readSlot("shared", plan.name);
  // One that was shut down has given its report.
  const open = previous?.stats().state === "closed" ? undefined : previous;
  writeSlot("shared", plan.name, startTracker(plan, options, open));
}

/**
 * Gives the plan's common properties values for all events that are tracked inside of `next`, and in everything that it starts.
 * Calls inside of one another add up, and the inner value goes before the outer one. Without Node's `AsyncLocalStorage` it only calls
 * `next`, and a line in the log says so.
 *
 * @returns what `next` returns
 */
export function withCommon<Result>(plan: PlanContract, values: object, next: () => Result): Result {
  return withValues(plan.name, values, next);
}

/**
 * The places on `globalThis` that all copies of this package in one process share (bundled, reloaded, required and
 * imported), one of each kind for every plan name. A tracker in the place `test` goes before the one in `shared`.
 */
type SlotKind = "shared" | "test";

export function readSlot(kind: SlotKind, planName: string): Tracker | undefined {
  return slots[keyOf(kind, planName)];
}

export function writeSlot(kind: SlotKind, planName: string, tracker: Tracker | undefined): void {
  slots[keyOf(kind, planName)] = tracker;
}

const slots = globalThis as { [key: symbol]: Tracker | undefined };

/** The number is that of the protocol: raise it when {@link Tracker} changes so that older copies cannot use it. */
function keyOf(kind: SlotKind, planName: string): symbol {
  return Symbol.for(`tracking-plan/${kind}-tracker/4/${planName}`);
}
