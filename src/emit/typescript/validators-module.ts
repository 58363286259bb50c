import { namesOfEvent, namesOfGroup } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Emitter } from "../emitter.ts";
import { writeDoc } from "./doc-comments.ts";
import { brandKeys, type TypedProperty } from "./key-brands.ts";
import { indent, nameList } from "./literals.ts";
import { ModuleWriter } from "./module-writer.ts";
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
    const types: string[] = [];
    for (const schema of schemasOf(plan)) {
      types.push(schema.type);
      writeDoc(module.body, { paragraphs: [schema.doc] });
      const code = objectSchema(module, schema.properties);
      module.body
        .writeLine(`export const ${schema.name}: z.ZodType<${schema.type}> = z.lazy(() =>`)
        .writeLine(`${indent(code)},`)
        .writeLine(");")
        .blankLine();
    }
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

function schemasOf(plan: Plan): readonly NamedSchema[] {
  return [
    {
      name: "personSchema",
      type: "PersonProperties",
      doc: "Checks what `identifyUser` sets.",
      properties: brandKeys(plan.person, plan.groups),
    },
    ...plan.groups.map((group) => {
      const { schema, argument } = namesOfGroup(group.name);
      const doc = `Checks what \`groupIdentify\` sets on a group of type \`${group.name}\`.`;
      return { name: schema, type: argument, doc, properties: brandKeys(group.properties, plan.groups) };
    }),
    ...plan.events.map((event) => {
      const { schema, argument } = namesOfEvent(event.name);
      const doc = `Checks what \`${event.name}\` takes.`;
      return {
        name: schema,
        type: argument,
        doc,
        properties: brandKeys(event.properties, plan.groups, event.groups),
      };
    }),
  ];
}
