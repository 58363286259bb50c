import type { IdNames } from "../../plan/ids/id-names.ts";
import { type EnumType, isEnum, MAX_MAP_KEYS, type PropertyType } from "../../plan/property.ts";
import { quoteAccess, quoteKey, quoteString } from "../../text/quote.ts";
import { textRules } from "./field-rules.ts";
import { arrayLiteral, indent, jsonLiteral, objectLiteral } from "./literals.ts";
import { type TypedProperty, isArgument, isOmissible } from "./types.ts";
import { ModuleWriter } from "./module-writer.ts";

/** A zod schema: the code that builds it, and the type that TypeScript gives that code. */
interface SchemaCode {
  readonly code: string;
  readonly type: string;
}

/** A file of zod schemas. Those of shared enums stand in it once. */
export class SchemaModule extends ModuleWriter {
  readonly #shared = new Map<string, SchemaCode>();

  /** The schema of a shared enum: a member of `shared`. */
  useShared(name: string, schema: SchemaCode): SchemaCode {
    this.#shared.set(name, schema);
    const code = quoteAccess("shared", name);
    return { code, type: `typeof ${code}` };
  }

  /** Writes the schemas of the shared enums that were used. They are read when a schema is, so they can come after the others. */
  writeShared(): void {
    if (this.#shared.size === 0) return;
    this.body.blankLine().write("const shared = ");
    this.body.inlineBlock(() => {
      for (const [name, schema] of this.#shared) this.writeGetter("shared", name, schema);
    });
    this.body.write(";").newLine();
  }

  /** Writes the getter of one schema. With the schema in its place afterwards, it is built once. */
  writeGetter(holder: "schemas" | "shared", name: string, { code, type }: SchemaCode): void {
    const keep = `${this.use("keep")}(${holder}, ${quoteString(name)}, ${code})`;
    this.body.writeLine(`get ${quoteKey(name)}(): ${type} { return ${keep}; },`);
  }
}

/**
 * The zod schema of what a caller passes: of an event's argument, of a person or a group. Closed: a key that the plan
 * does not have is an issue. It transforms nothing, and `undefined` is as good as absent.
 */
export function objectSchema(module: SchemaModule, properties: readonly TypedProperty[]): SchemaCode {
  const { code, type } = shapeOf(module, properties.filter(isArgument));
  return { code: `z.strictObject(${code})`, type: `z.ZodObject<${type}, z.core.$strict>` };
}

/** The schema of an object that accepts further properties with any JSON. What the plan fills in is still not passed. */
function openSchema(module: SchemaModule, properties: readonly TypedProperty[]): SchemaCode {
  const { code, type } = shapeOf(module, properties);
  return {
    code: `z.object(${code}).catchall(z.json() as z.ZodType<unknown>)`,
    type: `z.ZodObject<${type}, z.core.$catchall<z.ZodType<unknown>>>`,
  };
}

function shapeOf(module: SchemaModule, properties: readonly TypedProperty[]): SchemaCode {
  const members = properties.map((property) => ({
    key: quoteKey(property.name),
    schema: isArgument(property) ? propertySchema(module, property) : NOT_PASSED,
  }));
  return {
    code: braces(members.map(({ key, schema }) => `${key}: ${schema.code},`)),
    type: braces(members.map(({ key, schema }) => `${key}: ${schema.type};`)),
  };
}

const NOT_PASSED: SchemaCode = { code: "z.never().optional()", type: "z.ZodOptional<z.ZodNever>" };

function braces(lines: readonly string[]): string {
  return lines.length === 0 ? "{}" : `{\n${indent(lines.join("\n"))}\n}`;
}

function propertySchema(module: SchemaModule, property: TypedProperty): SchemaCode {
  const schema = itemSchema(module, property);
  return isOmissible(property) ? wrap(schema, "optional", "ZodOptional") : schema;
}

function itemSchema(
  module: SchemaModule,
  { type, nullable, brand }: Pick<TypedProperty, "type" | "nullable" | "brand">,
): SchemaCode {
  const schema = brand === undefined ? typeSchema(module, type) : keySchema(module, type, brand);
  return nullable ? wrap(schema, "nullable", "ZodNullable") : schema;
}

function wrap({ code, type }: SchemaCode, method: string, wrapper: string): SchemaCode {
  return { code: `${code}.${method}()`, type: `z.${wrapper}<${type}>` };
}

/** The schema of the key of a group: whatever passes has the branded type for certain. */
function keySchema(module: SchemaModule, type: PropertyType, brand: IdNames): SchemaCode {
  // The form of a UUID is the brand's alone; of text the lengths are checked too.
  const { code } = type.kind === "uuid" ? { code: "z.string()" } : typeSchema(module, type);
  return {
    code: `${code}.refine(${module.useOfId(brand, "is")}, ${NOT_A_KEY})`,
    type: `z.ZodString & z.ZodType<${module.useOfId(brand, "type")}, string>`,
  };
}

/** What the violation of a value that is not the key of a group is called. */
const NOT_A_KEY = '{ params: { code: "not_a_key" } }';

function typeSchema(module: SchemaModule, type: PropertyType): SchemaCode {
  return isEnum(type) && type.shared !== undefined
    ? module.useShared(type.shared, ownSchema(module, type))
    : ownSchema(module, type);
}

function ownSchema(module: SchemaModule, type: PropertyType): SchemaCode {
  switch (type.kind) {
    case "string":
      return {
        code: `z.string().check(${module.use("text")}(${textLimits(type)}))`,
        type: "z.ZodString",
      };
    case "number":
      return { code: `z.number()${bounds(type)}`, type: "z.ZodNumber" };
    case "integer":
      return isEnum(type) ? literalSchema(type) : { code: `z.int()${bounds(type)}`, type: "z.ZodInt" };
    case "boolean":
      return { code: "z.boolean()", type: "z.ZodBoolean" };
    case "enum": {
      const values = type.values.map(({ value }) => quoteString(value));
      const members = objectLiteral(type.values.map(({ value }) => [value, quoteString(value)]));
      return { code: `z.enum(${arrayLiteral(values)})`, type: `z.ZodEnum<${members}>` };
    }
    case "datetime":
      return {
        code: `z.custom<Date | string>().check(${module.use("moment")}())`,
        type: "z.ZodCustom<Date | string, Date | string>",
      };
    case "date":
      return { code: "z.iso.date()", type: "z.ZodISODate" };
    case "uuid":
      return { code: "z.guid()", type: "z.ZodGUID" };
    case "url":
      return {
        code: `z.string().check(${module.use("url")}(${type.schemes === undefined ? "" : jsonLiteral(type.schemes)}))`,
        type: "z.ZodString",
      };
    case "email":
    case "ip":
      return { code: `z.string().check(${module.use(type.kind)}())`, type: "z.ZodString" };
    case "json":
      return { code: "z.json()", type: "z.ZodJSONSchema" };
    case "array": {
      const { code, type: item } = itemSchema(module, type.items);
      const limits = bounds({ min: type.minItems, max: type.maxItems });
      return { code: `z.array(${code})${limits}`, type: `z.ZodArray<${item}>` };
    }
    case "map": {
      const { code, type: item } = itemSchema(module, type.items);
      const check = `${module.use("maxKeys")}(${MAX_MAP_KEYS})`;
      return {
        code: `z.record(z.string(), ${code}).check(${check})`,
        type: `z.ZodRecord<z.ZodString, ${item}>`,
      };
    }
    case "object":
      return type.additional === undefined
        ? objectSchema(module, type.properties)
        : openSchema(module, type.properties);
    case "union": {
      const branches = type.types.map((branch) => typeSchema(module, branch));
      return {
        code: `z.union([${branches.map(({ code }) => code).join(", ")}])`,
        type: `z.ZodUnion<readonly [${branches.map((branch) => branch.type).join(", ")}]>`,
      };
    }
    default:
      return type satisfies never;
  }
}

function textLimits(type: Extract<PropertyType, { kind: "string" }>): string {
  const limits = textRules(type);
  return limits.length === 0 ? "" : objectLiteral(limits);
}

function literalSchema({ values }: EnumType): SchemaCode {
  return {
    code: `z.literal(${jsonLiteral(values.map(({ value }) => value))})`,
    type: `z.ZodLiteral<${values.map(({ value }) => jsonLiteral(value)).join(" | ")}>`,
  };
}

function bounds({
  min,
  max,
}: {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}): string {
  return [
    min === undefined ? "" : `.min(${JSON.stringify(min)})`,
    max === undefined ? "" : `.max(${JSON.stringify(max)})`,
  ].join("");
}
