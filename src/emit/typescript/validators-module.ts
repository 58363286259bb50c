import { namesOfEvent, namesOfGroup } from "../../plan/names.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import type { Emitter } from "../emitter.ts";
import { rememberEach } from "../remember.ts";
import { writeDoc } from "./doc-comments.ts";
import { brandKeys, type TypedProperty } from "./key-brands.ts";
import { indent, nameList } from "./literals.ts";
import { ModuleWriter } from "./module-writer.ts";
import { type PartWriter, writePart } from "./part-writer.ts";
import { objectSchema } from "./schemas.ts";

/**
 * `validators.ts`: one zod schema for each event and group, and one for the person. It is not type-checked where it is
 * used, because checking 1,000 annotated schemas costs tsc half a minute; each schema is built when first used, because
 * building 1,000 costs an import 0.2 s. The tests of this package check that schemas and interfaces agree.
 */
export const validatorsEmitter: Emitter = {
  name: "validators",
  emit: (plan) => {
    const module = new ModuleWriter(plan.output.imports);
    module.addImportLine(() => 'import * as z from "zod";');
    for (const schema of schemasOf(plan)) writeSchema(module, schema);
    for (const event of plan.events) module.append(eventPart(event, plan.groups));
    const types = [
      "PersonProperties",
      ...plan.groups.map(({ name }) => namesOfGroup(name).argument),
      ...plan.events.map(({ name }) => namesOfEvent(name).argument),
    ];
    module.addImportLine((ending) => `import type ${nameList(types)} from "./events${ending}";`);
    return [{ path: "validators.ts", body: `${NO_CHECK}\n${module.text()}` }];
  },
};

const NO_CHECK = `// @ts-nocheck: the annotations below hold, and checking each of them would cost a second for every 40 events.`;

/** One exported schema. */
interface NamedSchema {
  readonly name: string;
  /** The interface that it checks, from `events.ts`. */
  readonly type: string;
  readonly doc: string;
  readonly properties: readonly TypedProperty[];
}

/** The schemas of what is not an event. */
function schemasOf({ person, groups }: Plan): readonly NamedSchema[] {
  return [
    {
      name: "personSchema",
      type: "PersonProperties",
      doc: "Checks what `identifyUser` sets.",
      properties: brandKeys(person, groups),
    },
    ...groups.map(({ name, properties }) => {
      const { schema, argument } = namesOfGroup(name);
      const doc = `Checks what \`groupIdentify\` sets on a group of type \`${name}\`.`;
      return { name: schema, type: argument, doc, properties: brandKeys(properties, groups) };
    }),
  ];
}

const eventPart = rememberEach(
  ({ name, properties, groups: sentTo }: PlanEvent, groups: readonly Group[]) => {
    const { schema, argument } = namesOfEvent(name);
    const doc = `Checks what \`${name}\` takes.`;
    const branded = brandKeys(properties, groups, sentTo);
    return writePart((part) => writeSchema(part, { name: schema, type: argument, doc, properties: branded }));
  },
  (groups) => [groups],
);

function writeSchema(module: PartWriter, { name, type, doc, properties }: NamedSchema): void {
  writeDoc(module.body, { paragraphs: [doc] });
  const code = objectSchema(module, properties);
  module.body
    .writeLine(`export const ${name}: z.ZodType<${type}> = z.lazy(() =>`)
    .writeLine(`${indent(code)},`)
    .writeLine(");")
    .blankLine();
}
