import { exampleId } from "../../plan/example.ts";
import { namesOfId } from "../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import { quoteString } from "../../text/quote.ts";
import { rememberEach } from "../remember.ts";
import { brandKeys } from "../typescript/key-brands.ts";
import { indent, jsonLiteral, LINE_WIDTH, type Member, objectLiteral } from "../typescript/literals.ts";
import { exampleArguments } from "./example-payload.ts";

/** Whether frontend code has a helper for it. */
export function hasBrowserHelper({ source, status }: PlanEvent): boolean {
  return source !== "server" && status !== "planned";
}

/**
 * How backend code sends the example of an event.
 *
 * @param sender - code of who sends it, where it is not the `user` at hand or an example of an actor's id
 */
export function serverCall(
  plan: Pick<Plan, "identity" | "groups">,
  event: PlanEvent,
  sender = senderOf(plan, event),
): string {
  return call(plan, event, sender);
}

/** How frontend code sends the example of an event. */
export function browserCall(plan: Pick<Plan, "identity" | "groups">, event: PlanEvent): string {
  return call(plan, event, "posthog");
}

function call(plan: Pick<Plan, "identity" | "groups">, event: PlanEvent, first: string): string {
  const { helper } = namesOfEvent(event.name);
  const properties = propertiesLiteral(event, plan.groups);
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
const propertiesLiteral = rememberEach(
  (event: PlanEvent, groups: readonly Group[]): string => {
    const typed = brandKeys(event.properties, groups, event.groups);
    const members = Object.entries(exampleArguments(event)).map(([name, value]): Member => {
      const brand = value === null ? undefined : typed.find((property) => property.name === name)?.brand;
      const literal = jsonLiteral(value);
      return [name, brand === undefined ? literal : `${brand.make}(${literal})`];
    });
    return objectLiteral(members);
  },
  (groups) => [groups],
);

/** What a keyed event cannot do without. */
function optionsLiteral({ idempotency }: PlanEvent): string {
  if (idempotency === undefined) return "";
  const names = idempotency.key.kind === "caller" ? ["timestamp", "idempotencyKey"] : ["timestamp"];
  return objectLiteral(names.map((name): Member => [name, name]));
}
