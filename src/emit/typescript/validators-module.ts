import {
  COMMON_ARGUMENT,
  namesOfEvent,
  namesOfGroup,
  nameOfSchema,
  PERSON_ARGUMENT,
} from "../../plan/names.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import { quoteString } from "../../text/quote.ts";
import { type Emitter, memoize } from "../emitter.ts";
import { codeSpan, writeDoc } from "./doc-comments.ts";
import { brandKeys, isConditional, type TypedProperty } from "./types.ts";
import { arrayLiteral, indent } from "./literals.ts";
import { ModuleWriter, type WrittenPart, writePart } from "./module-writer.ts";
import { objectSchema } from "./schemas.ts";
import { typedCommon } from "./events-module.ts";
import { onServer } from "./side-view.ts";

/**
 * `validators.ts`: one object with a zod schema for each event and group, and one for the person. Each is built when it is
 * first used, because building 1,000 costs an import 0.1 s. The file is not type-checked where it is used, because checking
 * 1,000 annotated schemas costs tsc half a minute: the tests of this package check that schemas and interfaces agree.
 */
export const validatorsEmitter: Emitter = {
  name: "validators",
  side: "server",
  emit: (plan) => {
    const module = new ModuleWriter(plan.output.imports);
    module.addImportLine(() => 'import * as z from "zod";');
    module.body.writeLine("/** The zod schemas of the plan. Each is built on first use. */");
    module.body.writeLine("export const schemas = {");
    for (const part of partsOf(plan)) module.append(part);
    module.body.writeLine("};").blankLine();
    writeChecked(module, plan.events);
    return [{ path: "validators.ts", body: `${NO_CHECK}\n${module.text()}` }];
  },
};

/**
 * Writes the schemas with the conditions between properties. They are apart because zod picks, omits and makes partial only of
 * schemas without any.
 */
function writeChecked(module: ModuleWriter, events: readonly PlanEvent[]): void {
  const getters = events.flatMap((event) => {
    const name = nameOfSchema(namesOfEvent(event).argument);
    const conditional = onServer(event).properties.filter((property) => isConditional(property));
    const conditions = conditional.map(
      ({ name: property, requiredWith = [] }) =>
        `.refine(...${module.use("requires")}(${quoteString(property)}, ${arrayLiteral(requiredWith.map((other) => quoteString(other)))}))`,
    );
    if (conditions.length === 0) return [];
    const refined = `schemas.${name}${conditions.join("")}`;
    return [`get ${name}() { return ${module.use("keep")}(checked, "${name}", ${refined}); },`];
  });
  writeDoc(module.body, {
    paragraphs: ["The same schemas with the conditions between properties, such as `required_with`."],
  });
  module.body.writeLine(
    getters.length === 0
      ? "export const checked: typeof schemas = schemas;"
      : `export const checked: typeof schemas = Object.setPrototypeOf({\n${indent(getters.join("\n"))}\n}, schemas);`,
  );
}

const NO_CHECK = `// @ts-nocheck: the annotations below hold, and checking each of them would cost a second for every 40 events.`;

function partsOf(plan: Plan): readonly WrittenPart[] {
  const { person, groups, events } = plan;
  const common = typedCommon(plan, "server");
  return [
    schemaPart(
      PERSON_ARGUMENT,
      "Validates the properties that `identifyUser` sets.",
      brandKeys(person, groups),
    ),
    ...groups.map(({ name, properties }) => {
      const doc = `Validates the properties of \`groupIdentify\` for a group of type ${codeSpan(name)}.`;
      return schemaPart(namesOfGroup(name).argument, doc, brandKeys(properties, groups));
    }),
    ...(common.length === 0
      ? []
      : [schemaPart(COMMON_ARGUMENT, "Validates the values that are given once for all events.", common)]),
    ...events.map((event) => eventPart(onServer(event), groups)),
  ];
}

const eventPart = memoize(
  (event: PlanEvent, groups: readonly Group[]) =>
    schemaPart(
      namesOfEvent(event).argument,
      `Validates the properties of ${codeSpan(event.name)}.`,
      brandKeys(event.properties, groups, event.groups),
    ),
  (groups) => [groups],
);

/** The getter of one schema. With it in place of the getter, the schema is built once. */
function schemaPart(argument: string, doc: string, properties: readonly TypedProperty[]): WrittenPart {
  return writePart((part) => {
    const name = nameOfSchema(argument);
    const { code, type } = objectSchema(part, properties);
    const keep = `return ${part.use("keep")}(schemas, "${name}", ${code});`;
    part.body.indented(() => {
      writeDoc(part.body, { paragraphs: [doc] });
      part.body.writeLine(`get ${name}(): ${type} {`).writeLine(indent(keep)).writeLine("},");
    });
  });
}
