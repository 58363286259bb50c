import { namesOfId } from "../../plan/ids/id-names.ts";
import type { Actor } from "../../plan/ids/identity.ts";
import {
  COMMON_ARGUMENT,
  nameOfSharedEnum,
  namesOfEvent,
  namesOfGroup,
  PERSON_ARGUMENT,
} from "../../plan/names.ts";
import type { Group, Plan, PlanEvent, Side } from "../../plan/plan.ts";
import { commonProperties } from "../../plan/sides.ts";
import { hasPersonalKey, personalFields, personalKeyOf } from "../../plan/personal.ts";
import { isEnum, type Property } from "../../plan/property.ts";
import { quoteKey, quoteString } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { Constants } from "./constants.ts";
import { type RuleWriter, eventDefinition, personalMember, server } from "./definitions.ts";
import { fieldsLiteral } from "./field-rules.ts";
import { codeSpan, docOfArgument, meaningsOf, writeDoc } from "./doc-comments.ts";
import { type TypedProperty, brandKeys, enumUnion, writeArgument, writeInterface } from "./types.ts";
import { type Member, jsonLiteral, objectLiteral, tallObjectLiteral } from "./literals.ts";
import { ModuleWriter, type PartWriter } from "./module-writer.ts";
import { payloadProperties, writePayload } from "./payload.ts";
import { onServer } from "./side-view.ts";
import { stampMember } from "./stamp.ts";
import { hasServerHelper, writeServerHelper } from "./server-helper.ts";

/** `events.ts`: the plan as the runtime uses it, and for each event its types, its definition and its helper. */
export const eventsEmitter: Emitter = {
  name: "events",
  side: "server",
  emit: (plan) => {
    const module = new ModuleWriter(plan.output.imports);
    const write = ruleWriter(module);
    writeSharedTypes(module, plan);
    for (const group of plan.groups) {
      writeGroup(module, { group, plan, write });
    }
    writeCommonProperties(module, plan, "server");
    writePlanContract(module, plan);
    for (const event of plan.events) {
      writeEvent(module, { event: onServer(event), plan, write });
    }
    write.constants.write(module);
    return [{ path: "events.ts", body: module.text() }];
  },
};

/** Writes the types that are of the whole plan: its groups, its shared enums, and the properties of a person. */
export function writeSharedTypes(module: ModuleWriter, plan: Plan): void {
  writeDoc(module.body, { paragraphs: ["The group types of the plan."] });
  const groupTypes = plan.groups.map(({ name }) => quoteString(name)).join(" | ");
  module.body.writeLine(`export type GroupType = ${groupTypes || "never"};`).blankLine();
  writeDoc(module.body, { paragraphs: ["The type of the keys of each group type."] });
  module.body
    .write("export interface GroupKeys ")
    .inlineBlock(() => {
      for (const group of plan.groups) {
        module.body.writeLine(`readonly ${quoteKey(group.name)}: ${keyType(module, group)};`);
      }
    })
    .newLine()
    .blankLine();
  for (const property of plan.properties) {
    if (isEnum(property.type)) {
      writeDoc(module.body, {
        paragraphs: [property.description, meaningsOf({ ...property.type, shared: undefined })],
      });
      const name = nameOfSharedEnum({ name: property.name, as: property.type.as });
      module.body.writeLine(`export type ${name} = ${enumUnion(property.type)};`).blankLine();
    }
  }
  writeDoc(module.body, { paragraphs: ["Properties that `identifyUser` can set on a person."] });
  writeInterface(module, PERSON_ARGUMENT, brandKeys(plan.person, plan.groups), "argument");
}

/**
 * Writes the type of the values that a side gives once, if there are any.
 *
 * @returns the properties
 */
export function writeCommonProperties(
  module: ModuleWriter,
  plan: Plan,
  side: Side,
): readonly TypedProperty[] {
  const properties = typedCommon(plan, side);
  if (properties.length === 0) return properties;
  writeDoc(module.body, {
    paragraphs: ["The values that need not be passed in each call, because they are given once."],
  });
  writeInterface(module, COMMON_ARGUMENT, properties, "argument");
  return properties;
}

/** The common properties of a side. Those that name a group hold its key. */
export function typedCommon(plan: Plan, side: Side): readonly TypedProperty[] {
  const sentTo = plan.groups.map(({ name, key }) => ({ group: name, property: key }));
  return brandKeys(commonProperties(plan, side), plan.groups, sentTo);
}

/** The type of a group's key. */
function keyType(module: ModuleWriter, { name, keyForm }: Group): string {
  return keyForm === undefined ? "string" : module.useOfId(namesOfId(name, "key"), "type");
}

function writeGroup(
  module: ModuleWriter,
  { group, plan, write }: { readonly group: Group; readonly plan: Plan; readonly write: RuleWriter },
): void {
  const names = namesOfGroup(group.name);
  const lead = `Properties that \`groupIdentify\` can set on a group of type ${codeSpan(group.name)}.`;
  writeDoc(module.body, { paragraphs: [lead, group.description] });
  writeInterface(module, names.argument, brandKeys(group.properties, plan.groups), "argument");
  const definition = tallObjectLiteral([
    ["name", quoteString(group.name)],
    ["fields", fieldsLiteral(brandKeys(group.properties, plan.groups), server(write))],
    ...personalMember(personalFields(group.properties, plan.properties)),
    ...groupKeyMembers(module, group, plan),
  ]);
  writeDoc(module.body, { paragraphs: [`The group type ${codeSpan(group.name)}, as the runtime uses it.`] });
  module.body
    .writeLine(`export const ${names.definition}: ${module.use("GroupDefinition")} = ${definition};`)
    .blankLine();
}

/** What there is to say of the keys of a group. */
function groupKeyMembers(module: ModuleWriter, group: Group, plan: Plan): readonly Member[] {
  const { name, key, keyForm } = group;
  return [
    ...(keyForm === undefined
      ? []
      : [["parseKey", module.useOfId(namesOfId(name, "key"), "parse")] as const]),
    ...(hasPersonalKey(group, plan) ? [["personalKey", quoteString(key)] as const] : []),
  ];
}

function writePlanContract(module: ModuleWriter, plan: Plan): void {
  const groups = plan.groups.map(({ name }) => [name, namesOfGroup(name).definition] as const);
  const contract = tallObjectLiteral([
    ["name", quoteString(plan.name)],
    ["parseUserId", module.use("parseUserId")],
    ["eventUuid", module.use("eventUuid")],
    ["actors", objectLiteral(plan.identity.actors.map((actor) => actorMember(module, actor)))],
    [
      "person",
      objectLiteral([
        ["fields", fieldsLiteral(brandKeys(plan.person, plan.groups), server(ruleWriter(module)))],
        ...personalMember(personalFields(plan.person, plan.properties)),
      ]),
    ],
    ...stampMember(plan),
    ...commonMembers(module, plan),
    ["groups", objectLiteral(groups)],
    ...personalKeysMember(plan),
  ]);
  writeDoc(module.body, { paragraphs: ["The plan, as the runtime uses it.", plan.description] });
  const types = [PERSON_ARGUMENT, ...(typedCommon(plan, "server").length > 0 ? [COMMON_ARGUMENT] : [])].join(
    ", ",
  );
  module.body
    .writeLine(`export const plan: ${module.use("PlanContract")}<${types}> = ${contract};`)
    .blankLine();
}

/** The keys that are personal, for the tracker to name: it does not know the events beforehand. */
function personalKeysMember(plan: Plan): readonly Member[] {
  const keys = [
    ...plan.groups.filter((group) => hasPersonalKey(group, plan)).map(({ name, key }) => [name, key]),
    ...plan.events
      .filter((event) => hasServerHelper(event))
      .map((event) => [event.name, personalKeyOf(event, plan)]),
  ].flatMap(([name, key]) => (key === undefined ? [] : [`${name} (${key})`]));
  return keys.length === 0 ? [] : [["personalKeys", jsonLiteral(keys)]];
}

function commonMembers(module: ModuleWriter, plan: Plan): readonly Member[] {
  const properties = typedCommon(plan, "server");
  if (properties.length === 0) return [];
  return [["common", fieldsLiteral(properties, server(ruleWriter(module)))]];
}

function actorMember(module: ModuleWriter, { name, profile }: Actor): Member {
  const definition = objectLiteral([
    ["parseId", module.useOfId(namesOfId(name, "id"), "parse")],
    ["profile", String(profile)],
  ]);
  return [name, definition];
}

function writeEvent(
  module: PartWriter,
  { event, plan, write }: { readonly event: PlanEvent; readonly plan: Plan; readonly write: RuleWriter },
): void {
  const typed = (properties: readonly Property[]): readonly TypedProperty[] =>
    brandKeys(properties, plan.groups, event.groups);
  const names = namesOfEvent(event);
  writeDoc(module.body, docOfArgument(event, hasServerHelper(event)));
  const passed = typed(event.properties);
  writeArgument(module, names.argument, passed);
  writeDoc(module.body, { paragraphs: [`What ${codeSpan(event.name)} sends.`] });
  const sent = { properties: typed(payloadProperties(event)), additional: event.additional !== undefined };
  writePayload(module, names, { passed, sent });
  const type = `${module.use("EventDefinition")}<${names.argument}, ${names.payload}>`;
  module.body
    .writeLine(`export const ${names.definition}: ${type} = ${eventDefinition(event, plan, write)};`)
    .blankLine();
  if (hasServerHelper(event)) {
    writeServerHelper(module, event);
  }
}

function ruleWriter(module: PartWriter): RuleWriter {
  return {
    toIso: () => module.use("toIso"),
    isKey: (names) => module.useOfId(names, "is"),
    addComputed: () => module.use("addComputed"),
    findMissing: () => module.use("findMissing"),
    addAdditional: () => module.use("addAdditional"),
    constants: new Constants(),
    decimal: (operation) => `${module.use("decimal")}.${operation}`,
  };
}
