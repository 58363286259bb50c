import { namesOfEvent, namesOfGroup } from "../../plan/names.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { RUNTIME_TYPES } from "../../plan/reserved-names.ts";
import { commonProperties } from "../../plan/sides.ts";
import { quoteKey } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { writeDoc } from "./doc-comments.ts";
import { type Member, nameList, tallObjectLiteral } from "./literals.ts";
import { ModuleWriter } from "./module-writer.ts";
import { hasServerHelper, optionsType, senderType, withAdditional } from "./server-helper.ts";

/**
 * `index.ts`: the backend's one import. It passes on the other files, and binds what works on the whole plan to it. What
 * the plan has nothing for is left out: no groups, no `groupIdentify`.
 */
export const indexEmitter: Emitter = {
  name: "index",
  side: "server",
  emit: (plan) => {
    const module = new ModuleWriter(plan.output.imports);
    module.addImportLine((ending) => `import * as events from "./events${ending}";`);
    module.addImportLine(() => 'import * as runtime from "tracking-plan/runtime";');
    const ending = plan.output.imports === "none" ? "" : `.${plan.output.imports}`;
    for (const file of ["events", "user-id"]) {
      module.body.writeLine(`export * from "./${file}${ending}";`);
    }
    const hasCommon = commonProperties(plan, "server").length > 0;
    const passedOn = RUNTIME_TYPES.filter((name) => !hasCommon || !TYPES_OF_COMMON.has(name));
    module.body.writeLine(`export type ${nameList(passedOn)} from "tracking-plan/runtime";`);
    module.body
      .writeLine('export { fromRequest, PlanViolationError } from "tracking-plan/runtime";')
      .blankLine();
    writeTrackEvent(module, plan);
    writeIdentify(module, plan);
    module.body.write(hasCommon ? COMMON_TRACKERS : TRACKERS);
    module.body.write(TRACKER_FUNCTIONS);
    return [{ path: "index.ts", body: module.text() }];
  },
};

function writeTrackEvent(module: ModuleWriter, plan: Plan): void {
  const events = plan.events.filter((event) => hasServerHelper(event));
  if (events.length === 0) {
    return;
  }
  writeDoc(module.body, { paragraphs: ["The properties of each server event, by event name."] });
  writeEventMap(module, "ServerEvents", events);
  const definitions = events.map(
    (event) => [event.name, `events.${namesOfEvent(event).definition}`] as const,
  );
  module.body
    .write("function serverEvents(): Readonly<Record<string, runtime.EventDefinition>> ")
    .block(() => module.body.writeLine(`return ${tallObjectLiteral(definitions)};`))
    .blankLine();
  const calls = writeCallTypes(module, events);
  writeDoc(module.body, {
    paragraphs: ["Sends a server event by its name, like the event's own helper."],
  });
  module.body
    .write(
      `export function trackEvent<Name extends keyof ServerEvents>(
  name: Name,
  ${calls.sender},
  properties: ServerEvents[Name],
  ${calls.options}
): boolean {
  return runtime.trackEvent(${LOOKUP}, name, ${calls.arguments("properties")});
}`,
    )
    .newLine()
    .blankLine();
  writeRevenue(module, events, calls);
}

/** Parameters that functions over many events share, behind a type parameter `Name`, and how they hand them on. */
interface Calls {
  readonly sender: string;
  /** The last parameter. No comma may follow where it takes the rest. */
  readonly options: string;
  /** The arguments from the sender on. */
  readonly arguments: (content: string) => string;
}

/** Writes the types of senders and options that differ from the default, if any event has them. */
function writeCallTypes(module: ModuleWriter, events: readonly PlanEvent[]): Calls {
  const usualSender = senderType(module, "user");
  const usualOptions = optionsOf("TrackOptions");
  const senders = events
    .filter(({ actor }) => actor !== "user")
    .map(({ name, actor }): Member => [name, senderType(module, actor)]);
  const lists = new Map([["TrackArguments", `[options?: ${usualOptions}]`]]);
  const options = events
    .filter(({ additional, idempotency }) => idempotency !== undefined || additional !== undefined)
    .map((event): Member => {
      const type = withAdditional(event, optionsOf(optionsType(event)), "runtime.AdditionalOptions");
      const list = `[options${event.idempotency === undefined ? "?" : ""}: ${type}]`;
      if (event.additional !== undefined) return [event.name, list];
      const name = optionsType(event).replace("Options", "Arguments");
      lists.set(name, list);
      return [event.name, name];
    });
  if (senders.length > 0) {
    writeDoc(module.body, { paragraphs: ["The sender of each server event that is not about a person."] });
    writeTypeMap(module, "EventSenders", senders);
    module.body
      .writeLine(`type SenderOf<Name extends keyof ServerEvents> = Name extends keyof EventSenders`)
      .writeLine(`  ? EventSenders[Name]`)
      .writeLine(`  : ${usualSender};`)
      .blankLine();
  }
  if (options.length > 0) {
    writeDoc(module.body, {
      paragraphs: ["The options of each server event that has a key or accepts additional properties."],
    });
    writeTypeMap(module, "OwnOptions", options);
    // Under names, because TypeScript makes a list anew for each event that it is written out for.
    for (const [name, list] of lists) module.body.writeLine(`type ${name} = ${list};`).blankLine();
    module.body
      .writeLine(`type OptionsOf<Name extends keyof ServerEvents> = Name extends keyof OwnOptions`)
      .writeLine(`  ? OwnOptions[Name]`)
      .writeLine("  : TrackArguments;")
      .blankLine();
  }
  const sender = senders.length > 0 ? "sender" : "user";
  return {
    sender: `${sender}: ${senders.length > 0 ? "SenderOf<Name>" : usualSender}`,
    options: options.length > 0 ? "...options: OptionsOf<Name>" : `options?: ${usualOptions},`,
    arguments: (content) => `${sender}, ${content}, ${options.length > 0 ? "...options" : "options"}`,
  };
}

function optionsOf(type: string): string {
  return `runtime.${type}<events.GroupKeys>`;
}

function writeIdentify(module: ModuleWriter, plan: Plan): void {
  if (plan.person.length > 0) {
    writeDoc(module.body, {
      paragraphs: ["Sets properties of a person, and removes those named by `options.unset`."],
    });
    module.body
      .write(
        `export function identifyUser(
  user: ${userType(module)},
  properties: events.PersonProperties,
  options?: runtime.IdentifyOptions<keyof events.PersonProperties>,
): boolean {
  return runtime.identify(events.plan, user, properties, options);
}`,
      )
      .newLine()
      .blankLine();
  }
  if (plan.groups.length > 0) {
    writeDoc(module.body, { paragraphs: ["The properties of each group type."] });
    const members = plan.groups.map(({ name }): Member => [name, `events.${namesOfGroup(name).argument}`]);
    writeTypeMap(module, "GroupProperties", members);
    writeDoc(module.body, {
      paragraphs: ["Sets properties of a group. `options.by` is the user who made the change."],
    });
    module.body
      .write(
        `export function groupIdentify<Type extends events.GroupType>(
  type: Type,
  key: events.GroupKeys[Type],
  properties: GroupProperties[Type],
  options?: runtime.GroupIdentifyOptions<${userType(module)}>,
): boolean {
  return runtime.groupIdentify(events.plan, type, key, properties, options);
}`,
      )
      .newLine()
      .blankLine();
  }
}

function writeRevenue(module: ModuleWriter, serverEvents: readonly PlanEvent[], calls: Calls): void {
  // None of them has a property called `event`, which is the key of the name: reading rejects it.
  const events = serverEvents.filter(({ revenue }) => revenue !== undefined);
  if (events.length === 0) {
    return;
  }
  writeDoc(module.body, { paragraphs: ["The properties of each event with revenue, by event name."] });
  writeEventMap(module, "RevenueEvents", events);
  writeDoc(module.body, { paragraphs: ["Sends an event with revenue."] });
  module.body
    .write(
      `export function captureRevenue<Name extends keyof RevenueEvents>(
  ${calls.sender},
  revenue: { readonly event: Name } & RevenueEvents[Name],
  ${calls.options}
): boolean {
  return runtime.captureRevenue(${LOOKUP}, ${calls.arguments("revenue")});
}`,
    )
    .newLine()
    .blankLine();
}

function writeEventMap(module: ModuleWriter, name: string, events: readonly PlanEvent[]): void {
  const members = events.map((event): Member => [event.name, `events.${namesOfEvent(event).argument}`]);
  writeTypeMap(module, name, members);
}

function writeTypeMap(module: ModuleWriter, name: string, members: readonly Member[]): void {
  module.body.write(`export interface ${name} `).inlineBlock(() => {
    for (const [key, type] of members) {
      module.body.writeLine(`readonly ${quoteKey(key)}: ${type};`);
    }
  });
  module.body.newLine().blankLine();
}

function userType(module: ModuleWriter): string {
  return senderType(module, "user");
}

/** Where the runtime finds the server events. */
const LOOKUP = "{ plan: events.plan, events: serverEvents }";

/** Types of the runtime that depend on a plan's common properties. */
const TYPES_OF_COMMON: ReadonlySet<string> = new Set(["Tracker", "TrackerOptions"]);

/** How trackers are made and set up. */
const TRACKERS = `/** Creates a tracker that is independent of the shared one. */
export function createTracker(options?: runtime.TrackerOptions): runtime.Tracker {
  return runtime.createTracker(events.plan, options);
}

/** Sets options of the shared tracker. Call it before the first event. */
export function configureTracking(options: runtime.TrackerOptions): void {
  runtime.configureTracking(events.plan, options);
}

`;

/** The same where the plan has common properties: only their values compile. */
const COMMON_TRACKERS = `/** A tracker of the plan. */
export type Tracker = runtime.Tracker<events.CommonProperties>;

/** Options of a tracker of the plan. */
export type TrackerOptions<Given extends object = events.CommonProperties> =
  runtime.TrackerOptions<runtime.OnlyPlanned<Given, events.CommonProperties>>;

/** Creates a tracker that is independent of the shared one. */
export function createTracker<Given extends object = events.CommonProperties>(options?: TrackerOptions<Given>): Tracker {
  return runtime.createTracker<object>(events.plan, options);
}

/** Sets options of the shared tracker. Call it before the first event. */
export function configureTracking<Given extends object = events.CommonProperties>(options: TrackerOptions<Given>): void {
  runtime.configureTracking<object>(events.plan, options);
}

/**
 * Gives common properties values for all events that are tracked inside of \`next\`, and in everything that it starts, such as a
 * request. Inside of one another, calls add up, and the inner value goes before the outer one.
 */
export function withCommon<Result>(values: events.CommonProperties, next: () => Result): Result {
  return runtime.withCommon(events.plan, values, next);
}

`;

/** Functions that are the same for every plan. */
const TRACKER_FUNCTIONS = `/** Loads posthog-node now instead of with the first event. Returns whether events can be sent. */
export function ready(): Promise<boolean> {
  return runtime.sharedTracker(events.plan).ready();
}

/** Sends all queued messages and returns the delivery counts: everything arrived if \`delivered\` equals \`accepted\`. */
export function flush(options?: runtime.FlushOptions): Promise<runtime.MessageCounts> {
  return runtime.sharedTracker(events.plan).flush(options);
}

/** Waits until at least half of the queue is free, for jobs that track many events. Returns whether there is room. */
export function waitForCapacity(options?: runtime.CapacityOptions): Promise<boolean> {
  return runtime.sharedTracker(events.plan).waitForCapacity(options);
}

/** Sends all queued messages, refuses later calls and returns the delivery counts. */
export function shutdown(options?: runtime.ShutdownOptions): Promise<runtime.MessageCounts> {
  return runtime.sharedTracker(events.plan).shutdown(options);
}

/** The delivery counts of the shared tracker so far. */
export function stats(): runtime.TrackerStats {
  return runtime.sharedTracker(events.plan).stats();
}
`;
