import { nameOfSharedEnum, namesOfEvent, namesOfGroup } from "../../plan/names.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { eventDefinition, fieldsMember } from "./definitions.ts";
import { docOfEvent, meaningsOf, writeDoc } from "./doc-comments.ts";
import { indent, objectLiteral, tallObjectLiteral } from "./literals.ts";
import { ModuleWriter } from "./module-writer.ts";
import { payloadProperties } from "./payload.ts";
import { enumUnion, isArgument, isOmissible, writeInterface } from "./types.ts";

/** `events.ts`: the plan as the runtime knows it, and for each event its types, its definition and its helper. */
export const eventsEmitter: Emitter = {
  name: "events",
  emit: (plan) => {
    const module = new ModuleWriter(plan.output.imports);
    module.addImportLine((ending) => `import * as validators from "./validators${ending}";`);
    // Types only: validators.ts is not type-checked, so without this line a missing zod would go unnoticed.
    module.addImportLine(() => 'export type { ZodType } from "zod";');
    writeSharedTypes(module, plan);
    for (const group of plan.groups) {
      writeGroup(module, group);
    }
    writePlanContract(module, plan);
    for (const event of plan.events) {
      writeEvent(module, event);
    }
    return [{ path: "events.ts", body: module.text() }];
  },
};

/** Whether an event has a helper for the server. */
export function hasServerHelper(event: PlanEvent): boolean {
  return event.source !== "client" && event.status !== "planned";
}

function writeSharedTypes(module: ModuleWriter, plan: Plan): void {
  writeDoc(module.body, { paragraphs: ["The group types of the plan."] });
  const groupTypes = plan.groups.map(({ name }) => quoteString(name)).join(" | ");
  module.body.writeLine(`export type GroupType = ${groupTypes || "never"};`).blankLine();
  for (const property of plan.properties) {
    if (property.type.kind === "enum") {
      writeDoc(module.body, {
        paragraphs: [property.description, meaningsOf({ ...property.type, shared: undefined })],
      });
      const name = nameOfSharedEnum(property.name);
      module.body.writeLine(`export type ${name} = ${enumUnion(property.type.values)};`).blankLine();
    }
  }
  writeDoc(module.body, { paragraphs: ["What `identifyUser` may set on a person."] });
  writeInterface(module, "PersonProperties", plan.person, "argument");
}

function writeGroup(module: ModuleWriter, group: Group): void {
  const names = namesOfGroup(group.name);
  const lead = `What \`groupIdentify\` may set on a group of type \`${group.name}\`.`;
  writeDoc(module.body, { paragraphs: [lead, group.description] });
  writeInterface(module, names.argument, group.properties, "argument");
  const definition = tallObjectLiteral([
    ["name", quoteString(group.name)],
    ["schema", `validators.${names.schema}`],
    ...fieldsMember(group.properties),
  ]);
  writeDoc(module.body, { paragraphs: [`The group type \`${group.name}\`, as the runtime knows it.`] });
  module.body
    .writeLine(`export const ${names.definition}: ${module.use("GroupDefinition")} = ${definition};`)
    .blankLine();
}

function writePlanContract(module: ModuleWriter, plan: Plan): void {
  const groups = plan.groups.map(({ name }) => [name, namesOfGroup(name).definition] as const);
  const contract = tallObjectLiteral([
    ["name", quoteString(plan.name)],
    ["parseUserId", module.use("parseUserId")],
    ["eventUuid", module.use("eventUuid")],
    ["actors", "{}"],
    ["person", objectLiteral([["schema", "validators.personSchema"], ...fieldsMember(plan.person)])],
    ["groups", objectLiteral(groups)],
  ]);
  writeDoc(module.body, { paragraphs: ["The plan, as the runtime knows it.", plan.description] });
  module.body.writeLine(`export const plan: ${module.use("PlanContract")} = ${contract};`).blankLine();
}

function writeEvent(module: ModuleWriter, event: PlanEvent): void {
  const names = namesOfEvent(event.name);
  writeDoc(module.body, docOfEvent(event, `What \`${event.name}\` takes.`));
  writeInterface(module, names.argument, event.properties, "argument");
  writeDoc(module.body, { paragraphs: [`What \`${event.name}\` sends as its properties.`] });
  writeInterface(module, names.payload, payloadProperties(event), "payload");
  writeDoc(module.body, { paragraphs: [`The event \`${event.name}\`, as the runtime knows it.`] });
  const type = `${module.use("EventDefinition")}<${names.argument}>`;
  module.body.writeLine(`export const ${names.definition}: ${type} = ${eventDefinition(event)};`).blankLine();
  if (hasServerHelper(event)) {
    writeHelper(module, event);
  }
}

function writeHelper(module: ModuleWriter, event: PlanEvent): void {
  const names = namesOfEvent(event.name);
  writeDoc(module.body, docOfEvent(event));
  const parameters = [
    `user: ${module.use("UserId")} | ${module.use("ParsedUserId")}`,
    `properties: ${names.argument}${needsNothing(event.properties) ? " = {}" : ""}`,
    `options?: ${module.use("TrackOptions")}<GroupType>`,
  ];
  module.body
    .writeLine(`export function ${names.helper}(`)
    .writeLine(`${indent(parameters.join(",\n"))},`)
    .write("): boolean ")
    .block(() => {
      module.body.writeLine(`return ${module.use("track")}(${names.definition}, user, properties, options);`);
    })
    .blankLine();
}

/** Whether a caller need not pass any property. */
function needsNothing(properties: readonly Property[]): boolean {
  return properties.every((property) => !isArgument(property) || isOmissible(property));
}
