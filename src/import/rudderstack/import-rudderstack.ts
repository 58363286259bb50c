import type { NewProperty } from "../../edit/new-event.ts";
import { ANY_SCALAR, groupsOf, WHY_NO_CALL } from "../calls.ts";
import type { Importer } from "../importer.ts";
import { mergeProperties } from "../merge-properties.ts";
import type { Facets } from "../schema/facets.ts";
import {
  type DescribedEvent,
  firstOf,
  type FragmentNames,
  nameFragments,
  reportLostNames,
} from "../schema/name-fragments.ts";
import { TypeContext } from "../schema/type-context.ts";
import { propertiesOf } from "../schema/type-of-facets.ts";
import type { Cursor } from "../source/cursor.ts";
import { importDocuments } from "../source/import-documents.ts";
import type { ImportLog } from "../source/import-log.ts";
import { reportOtherKeys } from "../source/other-keys.ts";
import { type Catalog, readCatalog } from "./catalog.ts";
import { facetsOfList } from "./facets-of-property.ts";

/** A project of RudderStack's YAML, of either version: its tracking plans, and the catalog that they refer to. */
export const importRudderStack: Importer = (files) =>
  importDocuments(
    files.filter(({ path }) => /\.ya?ml$/iu.test(path)),
    (roots, log) => {
      const catalog = readCatalog(roots, log);
      const rules = rulesByEvent(catalog, log);
      const [first] = roots;
      if (first !== undefined && catalog.plans.length === 0 && log.faults.length === 0) {
        log.fail(
          first,
          "import-shape",
          "There is no tracking plan of RudderStack here: no file of the kind `tracking-plan` or `tp`.",
          "Import the whole project of YAML files.",
        );
      }
      const events: DescribedEvent[] = [];
      const followed = new Map<Cursor, string>();
      const person: NewProperty[] = [];
      let group: readonly NewProperty[] | undefined;
      for (const [event, ofEvent] of rules) {
        const type = event.textAt("event_type") ?? "track";
        const context: Context = {
          catalog,
          log,
          onType: (custom) => void followed.set(custom, event.textAt("name") ?? type),
        };
        switch (type) {
          case "track":
            events.push(eventOf(event, ofEvent, context));
            break;
          case "identify":
            person.push(...merged(["person"], ofEvent, context).properties);
            break;
          case "group":
            group = merged(["groups", "group"], ofEvent, context).properties;
            break;
          default:
            log.lose(event, type, { kind: "skipped", what: `${type} event`, why: WHY_NO_CALL });
        }
      }
      const { named, ...draft } = nameFragments(events, CUSTOM_TYPES, log);
      reportLostNames(followed, named, CUSTOM_TYPES, log);
      return { ...draft, person, ...groupsOf(group) };
    },
  );

const CUSTOM_TYPES: FragmentNames = {
  what: "custom type",
  nameOf: (type) => type.textAt("name") ?? type.textAt("id"),
};

interface Context {
  readonly catalog: Catalog;
  readonly log: ImportLog;
  /** Called for each custom type that a value has. */
  readonly onType: (type: Cursor) => void;
}

/** The rules of all tracking plans for each event. Reports events that no plan has. */
function rulesByEvent(
  { plans, follow, all }: Catalog,
  log: ImportLog,
): ReadonlyMap<Cursor, readonly Cursor[]> {
  const byEvent = new Map<string, { readonly event: Cursor; readonly rules: Cursor[] }>();
  for (const rule of plans.flatMap((plan) => plan.get("rules")?.items() ?? [])) {
    const given = rule.get("event");
    const reference = given?.get("$ref") ?? given;
    // A rule without an event includes those of another plan, which is imported itself.
    const event = reference && follow(reference, "event");
    if (event === undefined) continue;
    const known = byEvent.get(event.id());
    if (known) known.rules.push(rule);
    else byEvent.set(event.id(), { event, rules: [rule] });
  }
  for (const event of all("event").filter((one) => !byEvent.has(one.id()))) {
    const of = event.textAt("name") ?? event.textAt("id") ?? "";
    log.lose(event, of, { kind: "skipped", what: "event", why: "no tracking plan has it" });
  }
  return new Map([...byEvent.values()].map(({ event, rules }) => [event, rules]));
}

const EVENT_KEYS: ReadonlySet<string> = new Set(["id", "name", "event_type", "description", "category"]);

function eventOf(event: Cursor, rules: readonly Cursor[], context: Context): DescribedEvent {
  const { catalog, log } = context;
  const name = String(event.get("name")?.value ?? "");
  const reference = event.get("category");
  const category = reference && catalog.follow(reference, "category")?.get("name")?.line();
  const open = rules.map(openOf).find((at) => at !== undefined);
  if (open !== undefined)
    log.lose(open, name, {
      kind: "closed",
      what: "set of properties",
      from: "any",
      to: "strings, numbers and booleans",
    });
  reportOtherKeys(event, name, log, EVENT_KEYS);
  log.remember(["events", name], event);
  const { properties, facets } = merged(["events", name], rules, context);
  return {
    event: {
      name,
      description: event.textAt("description"),
      category,
      properties,
      ...(open && { additional: ANY_SCALAR }),
    },
    facets,
  };
}

/** Where a rule accepts what it does not name. */
function openOf(rule: Cursor): Cursor | undefined {
  const at = rule.get("additional_properties") ?? rule.within("event", "allow_unplanned");
  return at?.value === true ? at : undefined;
}

/** The properties that the rules of several tracking plans have for one thing. */
function merged(
  path: readonly string[],
  rules: readonly Cursor[],
  context: Context,
): { readonly properties: readonly NewProperty[]; readonly facets: Facets } {
  const { log } = context;
  const [first, ...others] = rules;
  const of = path.at(-1) ?? "";
  for (const at of others) {
    log.lose(at, of, { kind: "merged", what: "rule", into: first?.textAt("id") ?? of });
  }
  const holder = path[0] === "events" ? "event" : "profile";
  const all = rules.map((at) => ({ at, keywords: new Map(), ...facetsOfList(at, context) }));
  const sets = all.map((facets) => propertiesOf(facets, new TypeContext(log, path), holder));
  const properties = mergeProperties(sets, (property) => {
    const why = "another tracking plan says otherwise";
    if (others[0]) log.lose(others[0], `${of}.${property}`, { kind: "dropped", what: "second type", why });
  });
  return { properties, facets: firstOf(all) };
}
