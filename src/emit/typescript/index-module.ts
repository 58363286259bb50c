import { namesOfEvent, namesOfGroup } from "../../plan/names.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { quoteKey } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { writeDoc } from "./doc-comments.ts";
import { hasServerHelper } from "./events-module.ts";
import { nameList, tallObjectLiteral } from "./literals.ts";
import { ModuleWriter } from "./module-writer.ts";

/**
 * `index.ts`: the backend's one import. It passes on the other files, and binds what works on the whole plan to it. What
 * the plan has nothing for is left out: no groups, no `groupIdentify`.
 */
export const indexEmitter: Emitter = {
  name: "index",
  emit: (plan) => {
    const module = new ModuleWriter(plan.output.imports);
    module.addImportLine((ending) => `import * as events from "./events${ending}";`);
    module.addImportLine(() => 'import * as runtime from "tracking-plan/runtime";');
    const ending = plan.output.imports === "none" ? "" : `.${plan.output.imports}`;
    for (const file of ["events", "user-id", "validators"]) {
      module.body.writeLine(`export * from "./${file}${ending}";`);
    }
    module.body.writeLine(`export type ${nameList(RUNTIME_TYPES)} from "tracking-plan/runtime";`);
    module.body.writeLine('export { PlanViolationError } from "tracking-plan/runtime";').blankLine();
    writeTrackEvent(module, plan);
    writeIdentify(module, plan);
    writeRevenue(module, plan);
    module.body.write(TRACKER_FUNCTIONS);
    return [{ path: "index.ts", body: module.text() }];
  },
};

/** What of the runtime users may need to name. */
const RUNTIME_TYPES = [
  "EventDefinition",
  "GroupIdentifyOptions",
  "IdentifyOptions",
  "JsonValue",
  "PlanContract",
  "Refusal",
  "RefusalReason",
  "ShutdownOptions",
  "ShutdownReport",
  "TrackOptions",
  "Tracker",
  "TrackerOptions",
  "TrackerStats",
  "ViolationPolicy",
];

function writeTrackEvent(module: ModuleWriter, plan: Plan): void {
  const events = plan.events.filter((event) => hasServerHelper(event));
  if (events.length === 0) {
    return;
  }
  writeDoc(module.body, { paragraphs: ["What each server event takes, by the event's name."] });
  writeEventMap(module, "ServerEvents", events);
  const type = "{ readonly [Name in keyof ServerEvents]: runtime.EventDefinition<ServerEvents[Name]> }";
  const definitions = events.map(({ name }) => [name, `events.${namesOfEvent(name).definition}`] as const);
  module.body.writeLine(`const serverEvents: ${type} = ${tallObjectLiteral(definitions)};`).blankLine();
  module.body.write(DEFINITION_OF).blankLine();
  writeDoc(module.body, {
    paragraphs: ["Sends a server event by its name, as the helper of that event does."],
  });
  module.body
    .write(
      `export function trackEvent<Name extends keyof ServerEvents>(
  name: Name,
  user: ${userType(module)},
  properties: ServerEvents[Name],
  options?: runtime.TrackOptions<events.GroupType>,
): boolean {
  return runtime.track(definitionOf(name), user, properties, options);
}`,
    )
    .newLine()
    .blankLine();
}

function writeIdentify(module: ModuleWriter, plan: Plan): void {
  if (plan.person.length > 0) {
    writeDoc(module.body, { paragraphs: ["Sets properties of a person."] });
    module.body
      .write(
        `export function identifyUser(
  user: ${userType(module)},
  properties: events.PersonProperties,
  options?: runtime.IdentifyOptions,
): boolean {
  return runtime.identify(events.plan, user, properties, options);
}`,
      )
      .newLine()
      .blankLine();
  }
  if (plan.groups.length > 0) {
    writeDoc(module.body, { paragraphs: ["What may be set on a group, by the type of the group."] });
    module.body.write("export interface GroupProperties ").inlineBlock(() => {
      for (const { name } of plan.groups) {
        module.body.writeLine(`readonly ${quoteKey(name)}: events.${namesOfGroup(name).argument};`);
      }
    });
    module.body.newLine().blankLine();
    writeDoc(module.body, {
      paragraphs: ["Sets properties of a group. `options.by` says which user made the change."],
    });
    module.body
      .write(
        `export function groupIdentify<Type extends events.GroupType>(
  type: Type,
  key: string,
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

function writeRevenue(module: ModuleWriter, plan: Plan): void {
  // An event with a property called \`event\` has no room for the name: it has its helper, and \`trackEvent\`.
  const events = plan.events.filter(
    (event) =>
      event.revenue !== undefined &&
      hasServerHelper(event) &&
      event.properties.every(({ name }) => name !== "event"),
  );
  if (events.length === 0) {
    return;
  }
  writeDoc(module.body, { paragraphs: ["What each event with revenue takes, by the event's name."] });
  writeEventMap(module, "RevenueEvents", events);
  writeDoc(module.body, { paragraphs: ["Sends an event that has revenue."] });
  module.body
    .write(
      `export function captureRevenue<Name extends keyof RevenueEvents>(
  user: ${userType(module)},
  revenue: { readonly event: Name } & RevenueEvents[Name],
  options?: runtime.TrackOptions<events.GroupType>,
): boolean {
  const { event, ...properties } = revenue;
  return runtime.track(definitionOf(event), user, properties, options);
}`,
    )
    .newLine()
    .blankLine();
}

function writeEventMap(module: ModuleWriter, name: string, events: readonly PlanEvent[]): void {
  module.body.write(`export interface ${name} `).inlineBlock(() => {
    for (const event of events) {
      module.body.writeLine(`readonly ${quoteKey(event.name)}: events.${namesOfEvent(event.name).argument};`);
    }
  });
  module.body.newLine().blankLine();
}

function userType(module: ModuleWriter): string {
  return `${module.use("UserId")} | ${module.use("ParsedUserId")}`;
}

const DEFINITION_OF = `function definitionOf(name: keyof ServerEvents): runtime.EventDefinition {
  if (Object.hasOwn(serverEvents, name)) {
    return serverEvents[name];
  }
  // Callers without types can pass any name. An event without a name is refused, counted and reported.
  return { plan: events.plan, name: "", schema: events.plan.person.schema };
}
`;

/** The functions that no plan changes. */
const TRACKER_FUNCTIONS = `/** A tracker of your own, apart from the shared one. */
export function createTracker(options?: runtime.TrackerOptions): runtime.Tracker {
  return runtime.createTracker(events.plan, options);
}

/** Sets options of the shared tracker. Call it before the first event. */
export function configureTracking(options: runtime.TrackerOptions): void {
  runtime.configureTracking(events.plan, options);
}

/** Loads posthog-node now instead of with the first event. Gives whether events will be sent. */
export function ready(): Promise<boolean> {
  return runtime.sharedTracker(events.plan).ready();
}

/** Sends what is waiting. */
export function flush(): Promise<void> {
  return runtime.sharedTracker(events.plan).flush();
}

/** Sends what is waiting, refuses all later calls, and reports what was not delivered. */
export function shutdown(options?: runtime.ShutdownOptions): Promise<runtime.ShutdownReport> {
  return runtime.sharedTracker(events.plan).shutdown(options);
}

/** Everything that the shared tracker was asked to do so far, and what became of it. */
export function stats(): runtime.TrackerStats {
  return runtime.sharedTracker(events.plan).stats();
}
`;
