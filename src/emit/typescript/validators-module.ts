import {
  COMMON_ARGUMENT,
  namesOfEvent,
  namesOfGroup,
  nameOfSchema,
  PERSON_ARGUMENT,
} from "../../plan/names.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { quoteString } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { codeSpan, writeDoc } from "./doc-comments.ts";
import { brandKeys, isConditional, type TypedProperty } from "./types.ts";
import { arrayLiteral, indent } from "./literals.ts";
import { objectSchema, SchemaModule } from "./schemas.ts";
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
    const module = new SchemaModule(plan.output.imports);
    module.addImportLine(() => 'import * as z from "zod";');
    module.body.writeLine(
      "/** The zod schemas of what the events of the plan accept, and what else can be passed. Each is built on first use. */",
    );
    module.body
      .write("export const schemas = ")
      .inlineBlock(() => writeSchemas(module, plan))
      .write(";")
      .newLine()
      .blankLine();
    writeChecked(module, plan.events);
    module.writeShared();
    return [{ path: "validators.ts", body: `${NO_CHECK}\n${module.text()}` }];
  },
};

/**
 * Writes the schemas with the conditions between properties. They are apart because zod picks, omits and makes partial only of
 * schemas without any.
 */
function writeChecked(module: SchemaModule, events: readonly PlanEvent[]): void {
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

function writeSchemas(module: SchemaModule, plan: Plan): void {
  const { person, groups, events } = plan;
  writeSchema(module, PERSON_ARGUMENT, {
    doc: "Validates the properties that `identifyUser` sets.",
    properties: brandKeys(person, groups),
  });
  for (const { name, properties } of groups) {
    writeSchema(module, namesOfGroup(name).argument, {
      doc: `Validates the properties of \`groupIdentify\` for a group of type ${codeSpan(name)}.`,
      properties: brandKeys(properties, groups),
    });
  }
  const common = typedCommon(plan, "server");
  if (common.length > 0) {
    const doc = "Validates the values that are given once for all events.";
    writeSchema(module, COMMON_ARGUMENT, { doc, properties: common });
  }
  for (const event of events) {
    writeSchema(module, namesOfEvent(event).argument, {
      properties: brandKeys(onServer(event).properties, groups, event.groups),
    });
  }
}

/** One schema, with a comment where its name does not say what it is of. */
function writeSchema(
  module: SchemaModule,
  argument: string,
  { doc, properties }: { readonly doc?: string; readonly properties: readonly TypedProperty[] },
): void {
  writeDoc(module.body, { paragraphs: [doc] });
  module.writeGetter("schemas", nameOfSchema(argument), objectSchema(module, properties));
}
