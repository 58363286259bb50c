import type { Plan, PlanEvent } from "../../src/plan/plan.ts";
import type { Item, Property, PropertyType } from "../../src/plan/property.ts";

/** A plan with what a test names, and otherwise as little as a plan can have. */
export function makePlan(parts: Partial<Plan> = {}): Plan {
  return {
    name: "test",
    identity: {
      userId: {
        forms: [
          { at: ["identity", "user_id"], format: { kind: "uuid" }, prefix: "user_", acceptUnprefixed: true },
        ],
      },
      actors: [],
    },
    groups: [],
    person: [],
    properties: [],
    bundles: [],
    common: { server: [], client: [] },
    events: [],
    output: { dir: "./generated", imports: "js", browserImports: "none" },
    lint: { rules: {}, exceptions: [] },
    audit: { severities: {}, wrappers: [] },
    packages: [],
    ...parts,
  };
}

/** A live server event. */
export function makeEvent(name: string, parts: Partial<PlanEvent> = {}): PlanEvent {
  return {
    name,
    at: ["events", name],
    description: `Something called ${name} happened.`,
    tags: [],
    source: "server",
    actor: "user",
    status: "live",
    groups: [],
    sets: { person: [], personOnce: [], groups: [] },
    with: [],
    properties: [],
    ...parts,
  };
}

/** A required property that the caller passes. */
export function makeProperty(
  name: string,
  type:
    | PropertyType
    | (PropertyType["kind"] &
        (
          | "string"
          | "number"
          | "integer"
          | "boolean"
          | "datetime"
          | "date"
          | "uuid"
          | "url"
          | "email"
          | "ip"
          | "json"
        )),
  parts: Partial<Property> = {},
): Property {
  return {
    name,
    at: ["properties", name],
    type: typeof type === "string" ? ({ kind: type } as PropertyType) : type,
    source: { kind: "argument", optional: false },
    nullable: false,
    pii: "none",
    ...parts,
  };
}

/** What an array or a map holds. */
export function makeItem(type: PropertyType, parts: Partial<Item> = {}): Item {
  return { type, nullable: false, ...parts };
}
