import { namesOfId } from "../../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../../plan/names.ts";
import type { Group, Plan, PlanEvent } from "../../../plan/plan.ts";
import { quoteString } from "../../../text/quote.ts";
import type { Emitter } from "../../emitter.ts";
import { rememberEach } from "../../remember.ts";
import { fieldsMember, ruleMembers } from "../definitions.ts";
import { docOfEvent, writeDoc } from "../doc-comments.ts";
import { writeSharedTypes } from "../events-module.ts";
import { brandKeys } from "../key-brands.ts";
import { indent, type Member, tallObjectLiteral } from "../literals.ts";
import { ModuleWriter } from "../module-writer.ts";
import { type PartWriter, writePart } from "../part-writer.ts";
import { docOfHelper, needsNothing, optionsType } from "../server-helper.ts";
import { writeInterface } from "../types.ts";
import { CAPTURE_KEYED_SOURCE, CAPTURE_SOURCE, COMPOSE_SOURCE } from "./capture-source.ts";
import { OPTIONS_SOURCE, PERSON_SOURCE } from "./person-source.ts";

/**
 * `browser.ts`: helpers over posthog-js, for the events that browsers send and for who the person is. It imports
 * `user-id.ts` and nothing else, not even the type of posthog-js, and what is not used can be dropped by a bundler.
 */
export const browserEmitter: Emitter = {
  name: "browser",
  emit: (plan) => {
    const { browser, imports, browserImports } = plan.output;
    const body = browserModule(plan, browser === undefined ? imports : browserImports);
    return [{ path: "browser.ts", folder: browser === undefined ? "dir" : "browser", body }];
  },
};

/** Whether an event has a helper for the browser. Only people are in browsers. */
export function hasBrowserHelper(event: PlanEvent): boolean {
  return event.source !== "server" && event.status !== "planned" && event.actor === "user";
}

function browserModule(plan: Plan, imports: Plan["output"]["imports"]): string {
  const module = new ModuleWriter(imports, ["JsonValue"]);
  module.use("parseUserId");
  const events = plan.events.filter((event) => hasBrowserHelper(event));
  writeSharedTypes(module, plan);
  module.body.write(OPTIONS_SOURCE).blankLine();
  for (const event of events) {
    module.append(eventPart(event, plan.groups));
  }
  module.body.write(PERSON_SOURCE).blankLine();
  writePersonFields(module, plan);
  writeCapture(module, plan, events);
  return module.text();
}

const eventPart = rememberEach(
  (event: PlanEvent, groups: readonly Group[]) => writePart((part) => writeEvent(part, event, groups)),
  (groups) => [groups],
);

function writeEvent(module: PartWriter, event: PlanEvent, groups: readonly Group[]): void {
  writeDoc(module.body, docOfEvent(event, `What \`${event.name}\` takes.`));
  const properties = brandKeys(event.properties, groups, event.groups);
  writeInterface(module, namesOfEvent(event.name).argument, properties, "argument");
  writeBrowserHelper(module, event);
}

function writeBrowserHelper(module: PartWriter, event: PlanEvent): void {
  const { helper, argument } = namesOfEvent(event.name);
  const options = optionsType(event);
  const isKeyed = options !== "TrackOptions";
  const doc = docOfHelper(event);
  const paragraphs = isKeyed
    ? [...doc.paragraphs, "Refused unless a person is identified: see `identifyUser`."]
    : doc.paragraphs;
  writeDoc(module.body, { ...doc, paragraphs });
  const parameters = [
    "posthog: PostHog",
    `properties: ${argument}${!isKeyed && needsNothing(event.properties) ? " = {}" : ""}`,
    `options: ${options}${isKeyed ? "" : " = {}"}`,
  ];
  const definition = tallObjectLiteral([["name", quoteString(event.name)], ...ruleMembers(event)]);
  module.body
    .writeLine(`export function ${helper}(`)
    .writeLine(`${indent(parameters.join(",\n"))},`)
    .write("): boolean ")
    .block(() => {
      module.body.writeLine(`const event: EventDefinition = ${definition};`);
      const capture = isKeyed ? "captureKeyedEvent" : "captureEvent";
      module.body.writeLine(`return ${capture}(posthog, event, properties, options);`);
    })
    .blankLine();
}

function writePersonFields(module: ModuleWriter, plan: Plan): void {
  const fields = fieldsMember(plan.person)[0]?.[1] ?? "{}";
  writeDoc(module.body, { paragraphs: ["What happens to the properties of a person."] });
  module.body.writeLine(`const personFields: Readonly<Record<string, FieldRule>> = ${fields};`).blankLine();
}

/** Only what some helper needs: TypeScript can be told to refuse functions that nothing calls. */
function writeCapture(module: ModuleWriter, { groups }: Plan, events: readonly PlanEvent[]): void {
  if (events.length === 0) return;
  const parsers = groups.map(({ name, keyForm }): Member => {
    return [name, keyForm === undefined ? "undefined" : module.useOfId(namesOfId(name, "key"), "parse")];
  });
  module.body.write(COMPOSE_SOURCE).blankLine();
  writeDoc(module.body, { paragraphs: ["The parser of each group type's keys, where they have a form."] });
  module.body
    .writeLine(
      `const groupKeyParsers: Readonly<Record<string, KeyParser | undefined>> = ${groups.length === 0 ? "{}" : tallObjectLiteral(parsers)};`,
    )
    .blankLine();
  if (events.some(({ idempotency }) => idempotency === undefined)) {
    module.body.write(CAPTURE_SOURCE).blankLine();
  }
  if (events.some(({ idempotency }) => idempotency !== undefined)) {
    module.use("isUserId");
    module.use("eventUuid");
    module.body.write(CAPTURE_KEYED_SOURCE);
  }
}
