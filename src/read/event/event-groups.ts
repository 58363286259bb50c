import type { Pointer } from "../../plan/pointer.ts";
import type { EventGroup } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { didYouMean } from "../../text/nearest.ts";
import { byCodeUnit } from "../../text/order.ts";
import { type DraftPlan, entriesOf, lookUp, namesOf } from "../draft.ts";
import type { Report } from "../report.ts";
import { quote, withArticle } from "../words.ts";
import type { EventScope } from "./event-scope.ts";

const KEY_TYPES: ReadonlySet<string> = new Set(["string", "integer", "uuid", "enum"]);

/** The groups that an event is sent to: those whose key it carries, but for the exceptions that it makes. */
export function readEventGroups(
  { draft, report }: { draft: DraftPlan; report: Report },
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
  for (const [group] of entriesOf(exceptions)) checkGroup(draft, report, group, [...at, "groups", group]);
  return namesOf(draft.groups)
    .toSorted(byCodeUnit)
    .flatMap((group): EventGroup[] => {
      const exception = lookUp(exceptions, group);
      if (exception === false) return [];
      if (exception !== undefined) {
        const place = [...at, "groups", group];
        checkKeyType(scope.find(exception, place), group, place, report);
        return [{ group, property: exception }];
      }
      const key = lookUp(draft.groups, group)?.key;
      if (key === undefined || !scope.has(key)) return [];
      const place = [...at, "properties", key];
      checkKeyType(scope.find(key, place), group, place, report);
      return [{ group, property: key }];
    });
}

/** Reports a group that the plan does not define. */
export function checkGroup(draft: DraftPlan, report: Report, group: string, at: Pointer): boolean {
  const groups = namesOf(draft.groups);
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

function checkKeyType(property: Property | undefined, group: string, at: Pointer, report: Report): void {
  if (property === undefined || KEY_TYPES.has(property.type.kind)) return;
  report.add({
    code: "group-key-type",
    at,
    message: `${quote(property.name)} holds the key of the group ${quote(group)}, and cannot as ${withArticle(property.type.kind)}.`,
    hint: "Make it a `string`, `integer`, `uuid` or `enum`.",
  });
}
