import { MAX_GROUP_TYPES } from "../format/facts.ts";
import { groupKeyForm } from "../plan/ids/forms.ts";
import type { Pointer } from "../plan/property.ts";
import type { Group } from "../plan/plan.ts";
import { didYouMean } from "../text/words.ts";
import { byName } from "../text/order.ts";
import { entriesOf, namesOf } from "./content.ts";
import { checkName } from "./names.ts";
import { readProperties } from "./property/property.ts";
import type { Reading } from "./reading.ts";
import { quote } from "./words.ts";

/** Reads the group types, sorted by name. */
export function readGroups(reading: Reading): readonly Group[] {
  const { content, report } = reading;
  const entries = entriesOf(content.groups);
  const surplus = entries[MAX_GROUP_TYPES]?.[0];
  if (surplus !== undefined) {
    report.add({
      code: "too-many-groups",
      at: ["groups", surplus],
      part: "key",
      message: `The plan has ${entries.length} group types; PostHog accepts at most ${MAX_GROUP_TYPES}.`,
      hint: "Keep the groups that you analyze by, and make the others properties.",
    });
  }
  return entries
    .flatMap(([name, group]): Group[] => {
      const at = ["groups", name];
      checkName("group", at, report);
      if (group === undefined) return [];
      const properties = readProperties(reading, {
        bodies: group.properties,
        at: [...at, "properties"],
        holder: "group",
      });
      const { description, key } = group;
      if (key === undefined) return [];
      checkKey(reading, key, [...at, "key"]);
      const keyForm = keyFormOf(reading, key, [...at, "key"]);
      return [{ name, at, description, key, keyForm, properties: properties.toSorted(byName) }];
    })
    .toSorted(byName);
}

/** The form of keys, from the shared property of the key's name. It applies wherever the group is named. */
function keyFormOf({ typeOfShared }: Reading, key: string, at: Pointer): Group["keyForm"] {
  const type = typeOfShared(key, at);
  return type && groupKeyForm(type, ["properties", key]);
}

/** Reports a key that no event has: nothing would ever be sent to the group. */
function checkKey({ content, report, shared }: Reading, key: string, at: Pointer): void {
  const sections = ["events", "bundles"] as const;
  if (shared.defines(key) || ["properties", ...sections].some((section) => report.isBroken([section])))
    return;
  const holders = sections.flatMap((section) =>
    entriesOf<{ readonly properties?: object | undefined } | null>(content[section]).map(
      ([name, holder]) => ({
        at: [section, name, "properties"],
        names: namesOf(holder?.properties),
      }),
    ),
  );
  if (holders.some((holder) => holder.names.includes(key) || report.isBroken(holder.at))) return;
  const known = new Set([...shared.names, ...holders.flatMap(({ names }) => names)]);
  report.add({
    code: "unknown-property",
    at,
    message: `No event and no shared property is named ${quote(key)}: no event would be sent to the group.`,
    hint: didYouMean(key, known) ?? "Define it under `properties`.",
  });
}
