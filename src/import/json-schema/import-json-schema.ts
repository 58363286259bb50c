import { groupBy } from "../../text/order.ts";
import type { Importer, SourceFile } from "../importer.ts";
import { eventOfFacets } from "../schema/event-of-facets.ts";
import type { Facets } from "../schema/facets.ts";
import { createFlattener, type Resolve } from "../schema/flatten.ts";
import { nameFragments, reportLostNames } from "../schema/name-fragments.ts";
import { TypeContext } from "../schema/type-context.ts";
import type { Cursor } from "../source/cursor.ts";
import { importDocuments } from "../source/import-documents.ts";
import type { ImportLog } from "../source/import-log.ts";
import { resolveInFolder } from "./resolve-in-folder.ts";
import { isSchema, newestVersions, type SchemaFile, schemaFileOf } from "./schema-files.ts";

/** Properties that describe how an event is transported, where the command line names no others. */
const ENVELOPE = "$schema,$id,meta";

/** JSON and YAML by their endings, and the files of an Iglu registry, which have none. */
const SCHEMA_PATH = /\.(?:json|ya?ml)$|(?:^|\/)jsonschema\/\d+-\d+-\d+$/iu;

/**
 * A folder of JSON Schemas, one for each event: as `export json-schema` writes it, or as schema registries have it, with
 * several versions of a schema and with fragments that others refer to.
 */
export const importJsonSchema: Importer = (files, { envelope = ENVELOPE }) => {
  const left = new Set(envelope.split(",").map((name) => name.trim()));
  return importDocuments(files.filter(isRead), (all, log) => {
    const roots = all.filter(isSchema);
    for (const root of all.filter((one) => !roots.includes(one))) {
      log.lose(root, root.document.file, {
        kind: "skipped",
        what: "file",
        why: "it is no JSON Schema of a map",
      });
    }
    const newest = newestVersions(roots.map(schemaFileOf), log);
    const resolve = resolveInFolder(roots);
    const users = usersOfFragments(newest, resolve);
    const things = newest.filter(({ id }) => !users.has(id));
    const followed = new Map<Cursor, string>();
    let current = "";
    const flatten = createFlattener(
      resolve,
      ({ at, message, hint }) => log.fail(at, "import-cycle", message, hint),
      (target) => followed.set(target, current),
    );
    const described = [...namesOf(things, log)].map(([name, { root }]) => {
      current = name;
      const context = new TypeContext(log, ["events", name]);
      const facets = withoutEnvelope(flatten(root), left, context);
      return { event: eventOfFacets(name, facets, context), facets };
    });
    const { named, ...draft } = nameFragments(described, { what: "fragment", nameOf: nameOfFragment }, log);
    reportLostNames(followed, named, { what: "fragment", nameOf: nameOfPart }, log);
    const namedIds = new Set(named.map((at) => schemaFileOf(at.root()).id));
    for (const file of newest) {
      const user = users.get(file.id);
      if (user === undefined || namedIds.has(file.id)) continue;
      log.lose(file.root, nameOf(file), { kind: "merged", what: "fragment", into: nameOf(user) });
    }
    return draft;
  });
};

/** A folder has other files, too. */
function isRead({ path }: SourceFile): boolean {
  return SCHEMA_PATH.test(path);
}

/** The schemas that others refer to, by their ids, and one that does. They are parts of it, and no events. */
function usersOfFragments(files: readonly SchemaFile[], resolve: Resolve): ReadonlyMap<string, SchemaFile> {
  const users = new Map<string, SchemaFile>();
  for (const file of files) {
    for (const reference of referencesIn(file.root)) {
      const target = resolve(reference);
      if (target === undefined || target.document === file.root.document) continue;
      const { id } = schemaFileOf(target.root());
      if (id !== file.id && !users.has(id)) users.set(id, file);
    }
  }
  return users;
}

/** What a schema is called that others refer to: a file, or a part of one that is there to be referred to. */
function nameOfFragment(at: Cursor): string | undefined {
  const [container, name] = at.at.slice(-2);
  if (at.at.length === 0) return nameOf(schemaFileOf(at));
  return FRAGMENTS.has(container) && name !== undefined ? String(name) : undefined;
}

/** The same of a part alone: for whole files, more is to be said. */
function nameOfPart(at: Cursor): string | undefined {
  return at.at.length === 0 ? undefined : nameOfFragment(at);
}

const FRAGMENTS: ReadonlySet<unknown> = new Set(["$defs", "definitions", "schemas"]);

function referencesIn(root: Cursor): readonly Cursor[] {
  const found: Cursor[] = [];
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const reference = next.get("$ref");
    if (typeof reference?.value === "string") found.push(reference);
    open.push(...next.items(), ...next.entries().map(([, member]) => member));
  }
  return found;
}

/** The schemas by the names of their events. Those that would have one name have longer ones. */
function namesOf(files: readonly SchemaFile[], log: ImportLog): ReadonlyMap<string, SchemaFile> {
  const byName = groupBy(files, nameOf);
  return new Map(
    [...byName].flatMap(([name, named]) =>
      named.map((file): readonly [string, SchemaFile] => {
        if (named.length === 1) return [name, file];
        const why = `${named.length} schemas have the name`;
        log.lose(file.root, name, { kind: "renamed", what: "event", to: file.id, why });
        return [file.id, file];
      }),
    ),
  );
}

/** What an event is called: by the schema itself, else its file or, of several versions, its folder. */
function nameOf({ root, id }: Pick<SchemaFile, "root" | "id">): string {
  const name = root.within("self", "name")?.value ?? root.get("title")?.value;
  return typeof name === "string" && name !== "" ? name : (id.split("/").at(-1) ?? id);
}

/** An event without the properties of its transport. */
function withoutEnvelope(facets: Facets, left: ReadonlySet<string>, context: TypeContext): Facets {
  const properties = new Map(facets.properties);
  for (const [name, property] of facets.properties) {
    if (!left.has(name)) continue;
    properties.delete(name);
    const why = "it is of the envelope, not of the event";
    context.lose(property().at, { kind: "dropped", what: "envelope", why });
  }
  const keywords = new Map(facets.keywords);
  // The schema's own words about itself.
  for (const key of ["self", "title"]) keywords.delete(key);
  // What a fragment says about itself is not about the event.
  const isOwn = ({ document, at }: Cursor): boolean =>
    document === facets.at.document &&
    at.slice(0, -1).every((step) => step === "allOf" || typeof step === "number");
  for (const key of facets.reference === undefined ? ["description", "deprecated", "examples"] : []) {
    const said = keywords.get(key);
    if (said !== undefined && !isOwn(said)) keywords.delete(key);
  }
  return { ...facets, properties, keywords };
}
