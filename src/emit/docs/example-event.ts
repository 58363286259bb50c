import { evaluate } from "../../plan/expression.ts";
import {
  argumentsOf,
  exampleId,
  exampleOf,
  isOnItsWayOut,
  isSame,
  type JsonObject,
  objectToWire,
} from "../../plan/example.ts";
import type { Property } from "../../plan/property.ts";
import { namesOfId } from "../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Assignment, Group, Plan, PlanEvent, Side } from "../../plan/plan.ts";
import { quoteString } from "../../text/quote.ts";
import { inBrowser, onServer } from "../typescript/side-view.ts";
import { brandKeys } from "../typescript/types.ts";
import { indent, jsonLiteral, LINE_WIDTH, type Member, objectLiteral } from "../typescript/literals.ts";

/** The key of an event whose key the caller passes. */
const CALLER_KEY = "evt_123";

/** When the examples happened. */
const TIMESTAMP = "2026-01-15T09:30:00.000Z";

/**
 * An event as it goes over the wire: what a person would find in PostHog.
 *
 * @param example - one of the plan's own. Without any it is made of the examples of properties: optional ones are there,
 *   unless they are deprecated
 */
export function examplePayload(
  plan: Pick<Plan, "identity">,
  planned: PlanEvent,
  example = planned.examples?.[0],
): JsonObject & { readonly properties: JsonObject } {
  const event = onServer(planned);
  const properties = exampleProperties(event.properties, example);
  const actor = plan.identity.actors.find(({ name }) => name === event.actor);
  return {
    event: event.name,
    distinct_id: exampleId((actor ?? plan.identity.userId).forms[0]),
    timestamp: TIMESTAMP,
    properties: {
      ...properties,
      ...derivedProperties(event, properties),
      ...(event.idempotency?.key.kind === "caller" && { idempotency_key: CALLER_KEY }),
      ...(actor?.profile === false && { $process_person_profile: false }),
    },
  };
}

/**
 * What a caller would pass to send the first example: a default need not be passed, and what the plan computes cannot.
 */
export function exampleArguments(event: PlanEvent): JsonObject {
  const { properties } = onServer(event);
  return argumentsOf(properties, exampleProperties(properties, event.examples?.[0]));
}

function exampleProperties(properties: readonly Property[], example: JsonObject | undefined): JsonObject {
  const passed =
    example === undefined
      ? madeUp(properties)
      : {
          ...madeUp(properties.filter(({ common }) => common !== undefined)),
          ...objectToWire(properties, example),
        };
  return Object.fromEntries(
    properties.flatMap(({ name, source }) => {
      const value = source.kind === "computed" ? evaluate(source.expression, passed) : passed[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function madeUp(properties: readonly Property[]): JsonObject {
  return Object.fromEntries(
    properties
      .filter((property) => !isOnItsWayOut(property) && property.source.kind !== "computed")
      .map((property) => [property.name, exampleOf(property)]),
  );
}

/** What PostHog gives a meaning to, in PostHog's names. */
function derivedProperties(event: PlanEvent, properties: JsonObject): JsonObject {
  const sets = {
    $set: assigned(event.sets.person, properties),
    $set_once: assigned(event.sets.personOnce, properties),
    $groups: groupsOf(event, properties),
  };
  const filled = Object.entries(sets).filter(([, value]) => Object.keys(value).length > 0);
  return { ...revenueOf(event, properties), ...Object.fromEntries(filled) };
}

/** Both or neither, as at run time. */
function revenueOf({ revenue }: PlanEvent, properties: JsonObject): JsonObject {
  if (revenue === undefined) return {};
  const { amount, currency } = revenue;
  const code = currency.kind === "code" ? currency.code : properties[currency.property];
  const value = properties[amount];
  return typeof value === "number" && typeof code === "string" ? { $revenue: value, currency: code } : {};
}

function assigned(assignments: readonly Assignment[], properties: JsonObject): JsonObject {
  return Object.fromEntries(
    assignments.flatMap(({ target, from }) => {
      const value = properties[from];
      return value === undefined ? [] : [[target, value]];
    }),
  );
}

function groupsOf(event: PlanEvent, properties: JsonObject): JsonObject {
  return Object.fromEntries(
    event.groups.flatMap(({ group, property }) => {
      const key = properties[property];
      return typeof key === "string" || typeof key === "number" ? [[group, String(key)]] : [];
    }),
  );
}

/** Whether frontend code has a helper for it. */
export function hasBrowserHelper({ source, status }: PlanEvent): boolean {
  return source !== "server" && status !== "planned";
}

/** How the first example of an event is sent. */
export interface ExampleCall {
  readonly code: string;
  /**
   * The properties that the call does not pass: what is computed, constant, a default, or given once. What follows from groups,
   * revenue and what the event sets is not among them.
   */
  readonly added: JsonObject;
}

/**
 * How code of a side sends the first example of an event.
 *
 * @param sender - code of who sends it, where it is not the `user` at hand or an example of an actor's id
 */
export function exampleCall(
  plan: Pick<Plan, "identity" | "groups">,
  planned: PlanEvent,
  { side, sender }: { readonly side: Side; readonly sender?: string | undefined },
): ExampleCall {
  const event = side === "client" ? inBrowser(planned) : onServer(planned);
  const shown = exampleProperties(event.properties, event.examples?.[0]);
  // What is given once is left out.
  const passed = argumentsOf(
    event.properties.filter(({ common }) => common === undefined),
    shown,
  );
  const first = side === "client" ? "posthog" : (sender ?? senderOf(plan, event));
  const added = Object.entries(shown).filter(([name, value]) => !isSame(value, passed[name]));
  return {
    code: callOf(event, first, propertiesLiteral(event, plan.groups, passed)),
    added: Object.fromEntries(added),
  };
}

/** Whether code of both sides sends an event in the same way, but for its first argument. */
export function isCalledAlike(plan: Pick<Plan, "identity" | "groups">, event: PlanEvent): boolean {
  if (onServer(event) === inBrowser(event)) return true;
  const server = exampleCall(plan, event, { side: "server", sender: "posthog" });
  return server.code === exampleCall(plan, event, { side: "client" }).code;
}

function callOf(event: PlanEvent, first: string, properties: string): string {
  const { helper } = namesOfEvent(event);
  const options = optionsLiteral(event);
  if (options === "") return `${helper}(${first}, ${properties});`;
  const oneLine = `${helper}(${first}, ${properties}, ${options});`;
  return oneLine.length <= LINE_WIDTH && !oneLine.includes("\n")
    ? oneLine
    : `${helper}(\n${indent([first, properties, options].join(",\n"))},\n);`;
}

function senderOf(plan: Pick<Plan, "identity" | "groups">, { actor }: PlanEvent): string {
  const rule = plan.identity.actors.find(({ name }) => name === actor);
  if (rule === undefined) return "user";
  return `${namesOfId(rule.name, "id").make}(${quoteString(exampleId(rule.forms[0]))})`;
}

/** A value that has a type of its own, as keys of groups can, is what the maker of that type gives. */
function propertiesLiteral(event: PlanEvent, groups: readonly Group[], passed: JsonObject): string {
  const typed = brandKeys(event.properties, groups, event.groups);
  const members = Object.entries(passed).map(([name, value]): Member => {
    const brand = value === null ? undefined : typed.find((property) => property.name === name)?.brand;
    const literal = jsonLiteral(value);
    return [name, brand === undefined ? literal : `${brand.make}(${literal})`];
  });
  return objectLiteral(members);
}

/** What a keyed event cannot do without. */
function optionsLiteral({ idempotency }: PlanEvent): string {
  if (idempotency === undefined) return "";
  const names = idempotency.key.kind === "caller" ? ["timestamp", "idempotencyKey"] : ["timestamp"];
  return objectLiteral(names.map((name): Member => [name, name]));
}
