import * as fc from "fast-check";
import { eventsEmitter } from "../../src/emit/typescript/events-module.ts";
import { brandKeys, type TypedProperty } from "../../src/emit/typescript/types.ts";
import { userIdEmitter } from "../../src/emit/typescript/user-id-module.ts";
import { validatorsEmitter } from "../../src/emit/typescript/validators-module.ts";
import { nameOfSchema, namesOfEvent } from "../../src/plan/names.ts";
import type { PlanEvent } from "../../src/plan/plan.ts";
import type { Property } from "../../src/plan/property.ts";
import { eventOn, mainSideOf } from "../../src/plan/sides.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import type { EventDefinition } from "../../src/runtime/definition.ts";
import { planFile } from "./arbitrary-plan-file.ts";
import { loadContract, type LoadedSchema, loadEvents, loadValidators } from "./load-validators.ts";

/** An event of a plan that was read without an error, with the schemas that were emitted for it. */
export const validatedEvent = planFile
  .map((value) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
  })
  .filter((plan) => plan !== undefined)
  .chain((plan) => {
    const [contractFile] = userIdEmitter.emit(plan);
    const [file] = validatorsEmitter.emit(plan);
    const contract = loadContract(contractFile?.body ?? "");
    const schemas = loadValidators(file?.body ?? "", contract);
    const checked = loadValidators(file?.body ?? "", contract, undefined, "checked");
    const events = loadEvents(eventsEmitter.emit(plan)[0]?.body ?? "", contract);
    return fc.constantFrom(...plan.events).map((one) => {
      const properties = brandKeys(passedOnServer(one), plan.groups, one.groups);
      return {
        plan,
        event: one,
        properties,
        /** Without the conditions between properties. */
        shape: schemas[nameOfSchema(namesOfEvent(one).argument)] as LoadedSchema,
        schema: checked[nameOfSchema(namesOfEvent(one).argument)] as LoadedSchema,
        definition: events[namesOfEvent(one).definition] as EventDefinition,
        /** Gives keys of groups their canonical form, as their parser does; nothing when one of them is no key. */
        withKeys: (argument: Argument): Argument | undefined => withKeys(argument, properties, contract),
      };
    });
  });

/** What a caller passes. */
export type Argument = Readonly<Record<string, unknown>>;

function withKeys(
  argument: Argument,
  properties: readonly TypedProperty[],
  contract: Readonly<Record<string, unknown>>,
): Argument | undefined {
  const keys: Record<string, unknown> = {};
  for (const { name, brand } of properties) {
    const value = argument[name];
    if (brand === undefined || typeof value !== "string") continue;
    const parse = contract[brand.parse] as (raw: unknown) => { readonly ok: boolean; readonly id?: string };
    const parsed = parse(value);
    if (!parsed.ok) return undefined;
    keys[name] = parsed.id;
  }
  return { ...argument, ...keys };
}

/** The properties of an event as callers on its main side see them: what is common may be left out. */
function passedOnServer(one: PlanEvent): readonly Property[] {
  return eventOn(mainSideOf(one), one).properties.map((property) => {
    const { common, source } = property;
    if (common === undefined || source.kind !== "argument" || source.default !== undefined) return property;
    return Object.assign({}, property, { source: { kind: "argument", optional: true } });
  });
}
