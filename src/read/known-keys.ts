import * as z from "zod";
import type { Pointer } from "../plan/pointer.ts";

/** The keys that a file's format knows for the map at a pointer, in the format's order. */
export function keysKnownAt(at: Pointer, format: z.core.$ZodType): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [format];
  for (const step of at) schemas = schemas.flatMap(unwrap).flatMap((schema) => stepInto(schema, step));
  return schemas
    .flatMap(unwrap)
    .flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
}

/** The schemas that a value may be held against: through what is optional or lazy, and each branch of a union. */
function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  return [schema];
}

function stepInto(schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
  const inner = Object.hasOwn(shape, step) ? shape[step] : undefined;
  return inner === undefined ? [] : [inner];
}
