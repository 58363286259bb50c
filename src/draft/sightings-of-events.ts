import { type Shape, unite } from "../audit/facts/shapes.ts";
import type { RecordedMessage } from "../observe/recording.ts";
import { senderOf } from "../observe/senders.ts";
import { isAddedOnTheWay } from "../observe/sent-properties.ts";
import { momentOf } from "../portable/timestamps.ts";
import { isRecord } from "../text/json.ts";
import { plural } from "../text/words.ts";
import type { SeenProperty, Sighting } from "./sighting.ts";

/**
 * What recorded events tell of a product: one sighting for each event and side, with what all of its arrivals have in common.
 *
 * @param file - of the recording, for comments
 */
export function sightingsOfEvents(events: readonly RecordedMessage[], file: string): readonly Sighting[] {
  const byKey = new Map<string, RecordedMessage[]>();
  for (const event of events) {
    const key = JSON.stringify([event.event, senderOf(event).side]);
    const others = byKey.get(key);
    if (others) others.push(event);
    else byKey.set(key, [event]);
  }
  return [...byKey.values()].flatMap((arrivals) => sightingsOf(arrivals, file));
}

function sightingsOf(arrivals: readonly RecordedMessage[], file: string): readonly Sighting[] {
  const [first] = arrivals;
  if (first === undefined) return [];
  const seen = { place: `${file}, ${plural(arrivals.length, "event")}`, groups: [], unknown: [], sure: true };
  const properties = arrivals.map((event) => event.properties);
  const person = properties.flatMap((all) => [all["$set"], all["$set_once"]].filter(isRecord));
  const ofPerson: readonly Sighting[] =
    person.length === 0 ? [] : [{ ...seen, about: { kind: "person" }, properties: membersOf(person) }];
  if (first.event === "$groupidentify") {
    const types = [...new Set(properties.map((all) => String(all["$group_type"])))];
    return types.map((type) =>
      Object.assign({}, seen, {
        about: { kind: "group", types: [type] } as const,
        properties: membersOf(
          properties
            .filter((all) => all["$group_type"] === type)
            .map((all) => all["$group_set"])
            .filter(isRecord),
        ),
      }),
    );
  }
  if (first.event.startsWith("$")) return ofPerson;
  const groups = properties
    .map((all) => all["$groups"])
    .filter(isRecord)
    .flatMap(Object.keys);
  return [
    {
      ...seen,
      groups: [...new Set(groups)],
      about: { kind: "events", names: [first.event], side: senderOf(first).side },
      properties: membersOf(properties, (name) => !isAddedOnTheWay(name)),
    },
    ...ofPerson,
  ];
}

type Members = Readonly<Record<string, unknown>>;

/** What several objects have in common: a property that one of them lacks is optional. */
function membersOf(
  objects: readonly Members[],
  isWanted = (_name: string): boolean => true,
): readonly SeenProperty[] {
  const values = new Map<string, unknown[]>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      if (!isWanted(name)) continue;
      const others = values.get(name);
      if (others) others.push(value);
      else values.set(name, [value]);
    }
  }
  return [...values].map(([name, all]) => ({
    name,
    shape: shapeOf(all),
    optional: all.length < objects.length,
  }));
}

/** The shape that all values have. */
function shapeOf(values: readonly unknown[]): Shape {
  const texts = values.filter((value) => typeof value === "string");
  const numbers = values.filter((value) => typeof value === "number");
  const lists = values.filter((value) => Array.isArray(value)) as readonly (readonly unknown[])[];
  const objects = values.filter(isRecord);
  const parts: readonly (Shape | false)[] = [
    texts.length > 0 && shapeOfTexts(texts),
    numbers.length > 0 && {
      kind: "number",
      literals: numbers.every(Number.isSafeInteger) ? [...new Set(numbers)] : [],
    },
    values.some((value) => typeof value === "boolean") && { kind: "boolean" },
    values.includes(null) && { kind: "null" },
    lists.length > 0 && { kind: "array", items: shapeOf(lists.flat()) },
    objects.length > 0 && { kind: "object", properties: membersOf(objects) },
  ];
  const kinds = parts.filter((part) => part !== false);
  return kinds.length === 0 ? { kind: "unknown" } : unite(kinds);
}

/** Most values of a choice. */
const MAX_CHOICES = 8;

/** How often a value of a choice comes, on average: otherwise each is a text of its own, such as a name or an id. */
const MIN_REPEATS = 3;

/** What people write as the value of a choice: `pro`, `sign-up`, `Pay later`. No address, and no id with digits in a row. */
const CHOICE = /^(?!.*\d{3})[A-Za-z][\w -]{0,30}$/u;

function shapeOfTexts(texts: readonly string[]): Shape {
  if (texts.every((text) => !Number.isNaN(momentOf(text)))) return { kind: "date" };
  const distinct = [...new Set(texts)];
  const isChoice =
    distinct.length <= MAX_CHOICES &&
    texts.length >= MIN_REPEATS * distinct.length &&
    distinct.every((text) => CHOICE.test(text));
  return isChoice ? { kind: "string", literals: distinct.toSorted() } : { kind: "string" };
}
