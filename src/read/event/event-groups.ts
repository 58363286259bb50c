import { nameOfType, type Pointer, type Property } from "../../plan/property.ts";
import { groupKeyForm, matchForm } from "../../plan/ids/forms.ts";
import type { IdForm } from "../../plan/ids/identity.ts";
import type { EventGroup, Group } from "../../plan/plan.ts";
import { didYouMean } from "../../text/words.ts";
import { byCodeUnit } from "../../text/order.ts";
import { type PlanContent, entriesOf, lookUp, namesOf } from "../content.ts";
import type { Report } from "../report.ts";
import { quote, withArticle } from "../words.ts";
import type { EventScope } from "./event-properties.ts";

const KEY_TYPES: ReadonlySet<string> = new Set(["string", "integer", "uuid", "enum"]);

/** The groups that an event is sent to: those whose key it has as a property, apart from its exceptions. */
export function readEventGroups(
  { content, report, groups }: { content: PlanContent; report: Report; groups: readonly Group[] },
  {
    exceptions,
    at,
    scope,
  }: {
    exceptions: { readonly [group: string]: string | false | undefined } | undefined;
    at: Pointer;
    scope: EventScope;
  },
): readonly EventGroup[] {
  for (const [group] of entriesOf(exceptions)) checkGroup(content, report, group, [...at, "groups", group]);
  return namesOf(content.groups)
    .toSorted(byCodeUnit)
    .flatMap((group): EventGroup[] => {
      const exception = lookUp(exceptions, group);
      if (exception === false) return [];
      if (exception !== undefined) {
        const place = [...at, "groups", group];
        checkKey(scope.find(exception, place), place, { name: group, known: groups, report });
        return [{ group, property: exception }];
      }
      const key = lookUp(content.groups, group)?.key;
      if (key === undefined || !scope.has(key)) return [];
      const property = scope.find(key, [...at, "properties", key]);
      checkKey(property, property?.at ?? at, { name: group, known: groups, report });
      return [{ group, property: key }];
    });
}

/** Reports a group that the plan does not define. */
export function checkGroup(content: PlanContent, report: Report, group: string, at: Pointer): boolean {
  const groups = namesOf(content.groups);
  if (groups.includes(group) || report.isBroken(["groups"])) return true;
  report.add({
    code: "unknown-group",
    at,
    part: "key",
    message: `There is no group ${quote(group)}.`,
    hint: didYouMean(group, groups) ?? "Define it under `groups`.",
  });
  return false;
}

/** Reports a property whose type cannot be a group's key, or accepts keys that the shared property does not. */
function checkKey(
  property: Property | undefined,
  at: Pointer,
  { name, known, report }: { name: string; known: readonly Group[]; report: Report },
): void {
  if (property === undefined) return;
  if (!KEY_TYPES.has(property.type.kind)) {
    report.add({
      code: "group-key-type",
      at,
      message: `${quote(property.name)} is the key of the group ${quote(name)}, which cannot be ${withArticle(nameOfType(property.type))}.`,
      hint: "Make it a `string`, `integer`, `uuid` or `enum`.",
    });
    return;
  }
  const group = known.find((one) => one.name === name);
  if (group?.keyForm === undefined || hasForm(property, group.keyForm)) return;
  report.add({
    code: "group-key-form",
    // Its own pattern, or else the nearest part around.
    at: at.at(-2) === "properties" ? [...at, "pattern"] : at,
    message: `${quote(property.name)} is the key of the group ${quote(name)}, but accepts other keys than the shared property ${quote(group.key)}.`,
    hint:
      property.name === group.key
        ? "Use the shared property unchanged, without its own `use` or `pattern`."
        : `Use the shared property unchanged: \`use: ${group.key}\`.`,
    related: [{ at: group.keyForm.at, part: "key", message: "The shared property is defined here." }],
  });
}

/** Whether all values of a property have the form of a group's keys. */
function hasForm({ type }: Property, form: IdForm): boolean {
  if (type.kind === "enum") return type.values.every(({ value }) => matchForm(form, value) !== undefined);
  return JSON.stringify(groupKeyForm(type, [])?.format) === JSON.stringify(form.format);
}
