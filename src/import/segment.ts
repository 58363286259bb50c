import type { NewEvent, NewProperty } from "../edit/new-event.ts";
import { groupsOf, WHY_NO_CALL } from "./calls.ts";
import type { Importer } from "./importer.ts";
import { eventOfFacets } from "./schema/event-of-facets.ts";
import type { Facets } from "./schema/facets.ts";
import { createFlattener } from "./schema/flatten.ts";
import { followFragment } from "./schema/references.ts";
import { TypeContext } from "./schema/type-context.ts";
import { propertiesOf } from "./schema/type-of-facets.ts";
import type { Cursor } from "./source/cursor.ts";
import { importDocuments } from "./source/import-documents.ts";
import type { ImportLog } from "./source/import-log.ts";

/**
 * Rules of Segment Protocols: answers of the Public API with all rules or a page of them, the rules alone, one rule in each
 * file, or a plan of the former Config API.
 */
export const importSegment: Importer = (files) =>
  importDocuments(files, (roots, log) => {
    const rules = newestOf(
      roots.flatMap((root) => rulesOf(root, log)),
      log,
    );
    const events: NewEvent[] = [];
    const person: NewProperty[] = [];
    let group: readonly NewProperty[] | undefined;
    for (const rule of rules) {
      switch (rule.type) {
        case "TRACK":
          events.push(eventOf(rule, log));
          break;
        case "IDENTIFY":
          person.push(...traitsOf(rule, ["person"], log));
          break;
        case "GROUP":
          group = traitsOf(rule, ["groups", "group"], log);
          break;
        default:
          log.lose(rule.at, rule.name || rule.type, {
            kind: "skipped",
            what: `${rule.type} rule`,
            why: WHY_NO_CALL,
          });
      }
    }
    return { events, person, ...groupsOf(group) };
  });

interface Rule {
  readonly at: Cursor;
  /** In capitals, such as `TRACK`. */
  readonly type: string;
  /** Empty where a rule has none: an `IDENTIFY`, for example. */
  readonly name: string;
  readonly schema: Cursor | undefined;
}

/** The rules of a file, whichever of the forms it has. */
function rulesOf(root: Cursor, log: ImportLog): readonly Rule[] {
  const data = root.get("data") ?? root;
  const rules = data.get("rules") ?? data;
  const listed = Array.isArray(rules.value) ? rules.items() : rules.get("jsonSchema") ? [rules] : undefined;
  if (listed !== undefined) {
    return listed.flatMap((at): readonly Rule[] => {
      const [name, schema] = [nameOf(at, "key"), at.get("jsonSchema")];
      const type = at.textAt("type")?.toUpperCase() ?? "TRACK";
      if (name !== "" || (schema !== undefined && type !== "TRACK")) return [{ at, type, name, schema }];
      log.lose(at, "", { kind: "skipped", what: "rule", why: "it has no `key`" });
      return [];
    });
  }
  const events = rules.get("events");
  if (events !== undefined) {
    for (const key of ["identify_traits", "group_traits"]) {
      const traits = rules.get(key);
      if (traits === undefined || traits.items().length === 0) continue;
      log.lose(traits, key, {
        kind: "skipped",
        what: "list of traits",
        why: "only the Public API says their types",
      });
    }
    return events
      .items()
      .map((at) => ({ at, type: "TRACK", name: nameOf(at, "name"), schema: at.get("rules") }));
  }
  log.fail(
    root,
    "import-shape",
    "There are no rules of Segment Protocols here: no `rules`, and no `jsonSchema`.",
    "Save what the Public API answers to `GET /tracking-plans/ID/rules`.",
  );
  return [];
}

/** Every character of a name counts: it is on the wire. */
function nameOf(at: Cursor, key: string): string {
  const name = at.get(key)?.value;
  return typeof name === "string" ? name : "";
}

/** The newest version of each rule; of two with one version the first. */
function newestOf(rules: readonly Rule[], log: ImportLog): readonly Rule[] {
  const newest = new Map<string, Rule>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.type, rule.name]);
    const known = newest.get(key);
    const [better, worse] =
      known === undefined || versionOf(rule) <= versionOf(known) ? [known ?? rule, rule] : [rule, known];
    newest.set(key, better);
    if (known === undefined) continue;
    const why =
      versionOf(better) > versionOf(worse) ? `version ${versionOf(better)} is newer` : "it is there twice";
    log.lose(worse.at, worse.name || worse.type, { kind: "skipped", what: "rule", why });
  }
  return [...newest.values()];
}

function versionOf({ at }: Rule): number {
  const version = at.get("version")?.value;
  return typeof version === "number" ? version : 0;
}

function eventOf(rule: Rule, log: ImportLog): NewEvent {
  const { at, name, schema } = rule;
  const path = ["events", name];
  log.remember(path, at);
  const inner = partOf(rule, "properties", log);
  const own = inner && eventOfFacets(name, facetsOf(inner, schema, log), new TypeContext(log, path));
  const since = deprecationOf(at);
  const tags = schema?.get("labels")?.entries() ?? [];
  return {
    name,
    properties: [],
    ...own,
    description: schema?.textAt("description") ?? at.textAt("description") ?? own?.description,
    ...(since !== undefined && { status: "deprecated", deprecated: { since } }),
    ...(tags.length > 0 && { tags: tags.map(([key, { value }]) => `${key}: ${String(value)}`) }),
  };
}

/** The day on which a rule was deprecated; the API has the year 1 for none. */
function deprecationOf(at: Cursor): string | undefined {
  const day = at.textAt("deprecatedAt")?.slice(0, 10) ?? "";
  return /^[12]\d{3}-\d\d-\d\d$/u.test(day) ? day : undefined;
}

function traitsOf(rule: Rule, path: readonly string[], log: ImportLog): readonly NewProperty[] {
  log.remember(path, rule.at);
  const inner = partOf(rule, "traits", log);
  return inner === undefined
    ? []
    : propertiesOf(facetsOf(inner, rule.schema, log), new TypeContext(log, path), "profile");
}

/** The schemas of the parts of a call. */
const PARTS = ["properties", "traits", "context"];

/** The schema of what the call is about. Reports those of its other parts. A rule may have no parts, but the schema itself. */
function partOf(
  { schema, name, type }: Rule,
  part: "properties" | "traits",
  log: ImportLog,
): Cursor | undefined {
  const parts = schema?.get("properties");
  if (schema === undefined || parts === undefined) return schema;
  if (!PARTS.some((key) => parts.get(key))) return schema;
  for (const key of PARTS.filter((other) => other !== part)) {
    const other = parts.get(key);
    if (other?.get("properties") === undefined) continue;
    log.lose(other, name || type, { kind: "dropped", what: key, why: `a plan has no \`${key}\` of a call` });
  }
  return parts.get(part);
}

/** @param root - what references begin at */
function facetsOf(part: Cursor, root: Cursor | undefined, log: ImportLog): Facets {
  return createFlattener(
    (reference) => {
      const text = String(reference.value);
      return text.startsWith("#") ? followFragment(root ?? part, text.slice(1)) : undefined;
    },
    ({ at, message, hint }) => log.fail(at, "import-cycle", message, hint),
  )(part);
}
