import { hasPersonalKey, personalInEvent, personalKeyOf } from "../../plan/personal.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { isEnum, type Property } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";
import {
  additionalRule,
  assignmentMembers,
  commonRules,
  groupKeys,
  groupSets,
  missingRules,
  revenueLiteral,
} from "./definitions.ts";
import { computedRules, type ComputedWriter } from "./computed-values.ts";
import { hasDefaults } from "./field-rules.ts";
import { jsonLiteral, type Member, objectLiteral } from "./literals.ts";
import type { PartWriter } from "./module-writer.ts";

/**
 * The steps of an event in a browser, as `BrowserStep` and in the order in which they are taken. An event has only those that it needs:
 * the code of others is not placed, and bundlers drop that of events that a page does not send.
 */
export function stepsOf(
  event: PlanEvent,
  plan: Plan,
  { module, ...write }: ComputedWriter & { readonly module: PartWriter },
): readonly string[] {
  const { groups, properties, revenue, sets } = event;
  const steps: string[] = [];
  const add = (parameters: string, name: string, ...given: readonly string[]): void => {
    steps.push(`(${parameters}) => ${module.place(name)}(${given.join(", ")})`);
  };
  const common = commonRules(properties);
  if (common.length > 0) add("draft", "addGiven", "draft", "commonFields", objectLiteral(common));
  if (hasDefaults(properties)) add("draft", "addDefaults", "draft", "fields");
  if (properties.some(isOfRevenue(event))) add("draft", "dropUnfit", "draft", "fields");
  const missing = missingRules(event);
  if (missing !== undefined) {
    add("{ properties, invalid }", "findMissing", "properties", missing, "invalid");
  }
  const computed = computedRules(event, write);
  if (computed !== undefined) add("{ properties }", "addComputed", "properties", computed);
  if (plan.groups.length > 0) {
    const keys = groups.length === 0 ? [] : [objectLiteral(groupKeys(groups))];
    add("draft, options", "joinGroups", "draft", "options", "groupTypes", ...keys);
  }
  addPersonalKey(event, plan, add);
  for (const [operation, assignments] of [
    ["$set", sets.person],
    ["$set_once", sets.personOnce],
  ] as const) {
    const members = assignmentMembers(assignments);
    if (members.length > 0) {
      add("draft", "setPerson", "draft", quoteString(operation), objectLiteral(members));
    }
  }
  if (sets.groups.length > 0) {
    add("draft", "updateGroups", "draft", quoteString(event.name), objectLiteral(groupSets(sets)));
  }
  if (revenue !== undefined) add("{ properties }", "addRevenue", "properties", revenueLiteral(revenue));
  const additional = additionalRule(event);
  if (additional !== undefined) {
    add("{ properties }, options", "addAdditional", "properties", "options?.additional", additional);
  }
  if (plan.output.stamp === true) steps.push("({ properties }) => void Object.assign(properties, stamp)");
  return steps;
}

/** Whether revenue is made of a property, which is checked then: `$revenue` goes on both sides or on none. */
export function isOfRevenue({ revenue }: PlanEvent): (property: Property) => boolean {
  const { amount, currency } = revenue ?? {};
  const code = currency?.kind === "property" ? currency.property : undefined;
  return ({ name, source, type }) =>
    source.kind === "argument" && (name === amount || (name === code && isEnum(type)));
}

function addPersonalKey(
  event: PlanEvent,
  plan: Plan,
  add: (parameters: string, name: string, ...given: readonly string[]) => void,
): void {
  const own = personalKeyOf(event, plan);
  const ofGroups = plan.groups
    .filter((group) => hasPersonalKey(group, plan))
    .map(({ name, key }): Member => [name, quoteString(key)]);
  if (own === undefined && ofGroups.length === 0) return;
  const last = own === undefined ? [] : [quoteString(own)];
  add("draft", "refusePersonalKey", "draft", objectLiteral(ofGroups), ...last);
}

/** What becomes of the messages of an event at last, as a function of them; `undefined` where nothing does. */
export function finishOf(event: PlanEvent, plan: Plan, module: PartWriter): string | undefined {
  const { alsoSentAs, revenue } = event;
  const personal = personalInEvent(event, plan);
  let messages = "messages";
  if (personal !== undefined) {
    messages = `${module.place("removePersonal")}(${messages}, ${jsonLiteral({ ...personal })})`;
  }
  if (alsoSentAs !== undefined) {
    const given = [messages, quoteString(alsoSentAs.name), ...(revenue ? [revenueLiteral(revenue)] : [])];
    messages = `${module.place("addFormer")}(${given.join(", ")})`;
  }
  return messages === "messages" ? undefined : `(messages) => ${messages}`;
}
