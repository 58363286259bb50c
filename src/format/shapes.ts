import * as z from "zod";
import { includedFormat, planFormat } from "./plan-format.ts";

/** A part of the format as JSON Schema: as much as decides whether data fits. */
export interface Shape {
  readonly $ref?: string;
  /** Nothing where any value fits. */
  readonly type?: ShapeType | readonly ShapeType[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  /** No two of them take values of the same type, or maps of the same `kind`. */
  readonly anyOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** Of a map whose keys are names. */
  readonly additionalProperties?: Shape | false;
  readonly definitions?: Readonly<Record<string, Shape>>;
  /** What a missing value stands for, where reading fills it in. */
  readonly default?: unknown;
}

export type ShapeType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

/**
 * The format of a plan file as data, without what is only for editors.
 *
 * The build runs this module, so that commands load neither zod nor the format.
 */
export const PLAN_SHAPE = shapeOf(planFormat);

const { owner, category, ...shared } = includedFormat.shape;

/** The keys of an included file: its own, and those that it shares with the plan file, whose shapes are the same. */
export const INCLUDED_KEYS = {
  own: shapeOf(z.strictObject({ owner, category })).properties ?? {},
  shared: Object.keys(shared satisfies Partial<typeof planFormat.shape>),
} as const;

function shapeOf(format: z.ZodType): Shape {
  const schema = z.toJSONSchema(format, {
    target: "draft-7",
    io: "input",
    metadata: z.registry(),
    override({ jsonSchema }) {
      // A reference that has keys beside it, though all of them are gone.
      const { allOf: [only, ...others] = [] } = jsonSchema;
      if (only === undefined || others.length > 0) return;
      delete jsonSchema.allOf;
      Object.assign(jsonSchema, only);
    },
  });
  return schema as Shape;
}
