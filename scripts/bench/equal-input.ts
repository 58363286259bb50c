import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, PlanEvent } from "../../src/plan/plan.ts";
import type { Property, PropertyType } from "../../src/plan/property.ts";
import { readPlanJson } from "../../src/read/plan-json.ts";

/**
 * Writes a plan as the peers read it: the arguments of its events as JSON Schema and as OpenAPI, and nothing of what they know
 * nothing about, such as keys, groups and computed values.
 *
 * @param generated - the generated files of the plan
 * @param folder - gets `events.schema.json` and `openapi.json`
 */
export function writeEqualInput(generated: string, folder: string): void {
  const read = readPlanJson(readFileSync(join(generated, "plan.json"), "utf8"));
  if (!read.ok) throw new Error(read.fault);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write("events.schema.json", jsonSchemaOf(read.plan));
  write("openapi.json", openApiOf(read.plan));
}

/** The name of an event's type. */
export function typeName(event: string): string {
  return event
    .split("_")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");
}

function jsonSchemaOf({ events }: Plan): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Events",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      events.map(({ name }) => [name, { $ref: `#/definitions/${typeName(name)}` }]),
    ),
    definitions: schemasOf(events),
  };
}

function openApiOf({ events }: Plan): object {
  return {
    openapi: "3.0.3",
    info: { title: "Events", version: "1.0.0" },
    paths: {},
    components: { schemas: schemasOf(events) },
  };
}

function schemasOf(events: readonly PlanEvent[]): Readonly<Record<string, object>> {
  return Object.fromEntries(events.map((event) => [typeName(event.name), schemaOf(event)]));
}

function schemaOf({ description, properties }: PlanEvent): object {
  const passed = properties.filter(({ source }) => source.kind === "argument");
  return {
    description,
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(passed.map((property) => [property.name, propertySchema(property)])),
    required: passed.filter((property) => !isOptional(property)).map(({ name }) => name),
  };
}

const isOptional = ({ source }: Property): boolean => source.kind === "argument" && source.optional;

function propertySchema({ type, description }: Property): object {
  return { description, ...typeSchema(type) };
}

/** The types that the bench's plan has. */
function typeSchema(type: PropertyType): object {
  switch (type.kind) {
    case "string":
      return { type: "string", maxLength: type.maxLength };
    case "uuid":
      return { type: "string", format: "uuid" };
    case "number":
      return { type: "number", minimum: type.min };
    case "enum":
      return { type: "string", enum: type.values.map(({ value }) => value) };
    default:
      throw new Error(`The bench's plan has no ${type.kind}.`);
  }
}
