import * as fc from "fast-check";
import type { Emitter } from "../../src/emit/emitter.ts";
import { eventsEmitter } from "../../src/emit/typescript/events-module.ts";
import { brandKeys, type TypedProperty } from "../../src/emit/typescript/types.ts";
import { userIdEmitter } from "../../src/emit/typescript/user-id-module.ts";
import { validatorsEmitter } from "../../src/emit/typescript/validators-module.ts";
import { nameOfSchema, namesOfEvent } from "../../src/plan/names.ts";
import type { Plan, PlanEvent } from "../../src/plan/plan.ts";
import type { Property } from "../../src/plan/property.ts";
import { eventOn, mainSideOf } from "../../src/plan/sides.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import type { EventDefinition } from "../../src/runtime/definition.ts";
import { planFile } from "./arbitrary-plan-file.ts";
import { loadContract, type LoadedSchema, loadEvents, loadValidators } from "./load-validators.ts";

/** An event, with what was emitted for it. That runs when a test asks for it: most of a run's time goes into it. */
export interface ValidatedEvent {
  readonly plan: Plan;
  readonly event: PlanEvent;
  readonly properties: readonly TypedProperty[];
  /** Without the conditions between properties. */
  readonly shape: LoadedSchema;
  readonly schema: LoadedSchema;
  readonly definition: EventDefinition;
  /** Gives keys of groups their canonical form, as their parser does; nothing when one of them is no key. */
  readonly withKeys: (argument: Argument) => Argument | undefined;
}

/** The events of a plan that was read without an error. */
const validatedEvents: fc.Arbitrary<readonly ValidatedEvent[]> = planFile
  .map((value) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
  })
  .filter((plan) => plan !== undefined)
  .map((plan) => {
    const contract = once(() => loadContract(bodyOf(userIdEmitter, plan)));
    const validators = once(() => bodyOf(validatorsEmitter, plan));
    const shapes = once(() => loadValidators(validators(), contract()));
    const schemas = once(() => loadValidators(validators(), contract(), undefined, "checked"));
    const events = once(() => loadEvents(bodyOf(eventsEmitter, plan), contract()));
    return plan.events.map((event) => {
      const properties = brandKeys(passedOnServer(event), plan.groups, event.groups);
      const { argument, definition } = namesOfEvent(event);
      return {
        plan,
        event,
        properties,
        get shape() {
          return shapes()[nameOfSchema(argument)] as LoadedSchema;
        },
        get schema() {
          return schemas()[nameOfSchema(argument)] as LoadedSchema;
        },
        get definition() {
          return events()[definition] as EventDefinition;
        },
        withKeys: (passed: Argument) => withKeys(passed, properties, contract()),
      };
    });
  });

/** An event of a plan. */
export const validatedEvent = validatedEvents.chain((events) => fc.constantFrom(...events));

/** Cases of each event. Beside making a plan, they cost nothing. */
const CASES = 4;

/** Some cases of each event of a plan, or of those that are wanted. */
export function ofEachEvent<Case>(
  caseOf: (event: ValidatedEvent) => fc.Arbitrary<Case>,
  isWanted: (event: ValidatedEvent) => boolean = () => true,
): fc.Arbitrary<readonly Case[]> {
  return validatedEvents
    .map((events) => events.filter(isWanted))
    .filter((events) => events.length > 0)
    .chain((events) =>
      fc.tuple(...events.flatMap((event) => Array.from({ length: CASES }, () => caseOf(event)))),
    );
}

function bodyOf(emitter: Emitter, plan: Plan): string {
  return emitter.emit(plan)[0]?.body ?? "";
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

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
