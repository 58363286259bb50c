import { groupBy } from "../../text/order.ts";
import type { Importer, SourceFile } from "../importer.ts";
import { eventOfFacets } from "../schema/event-of-facets.ts";
import type { Facets } from "../schema/facets.ts";
import { createFlattener, type Resolve } from "../schema/flatten.ts";
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
    const things = withoutFragments(newest, resolve, log);
    const flatten = createFlattener(resolve, ({ at, message, hint }) =>
      log.fail(at, "import-cycle", message, hint),
    );
    const events = [...namesOf(things, log)].map(([name, { root }]) => {
      const context = new TypeContext(log, ["events", name]);
      return eventOfFacets(name, withoutEnvelope(flatten(root), left, context), context);
    });
    return { events };
  });
};

/** A folder has other files, too. */
function isRead({ path }: SourceFile): boolean {
  return SCHEMA_PATH.test(path);
}

/** The schemas that no other refers to. The others are parts of them. */
function withoutFragments(
  files: readonly SchemaFile[],
  resolve: Resolve,
  log: ImportLog,
): readonly SchemaFile[] {
  const users = new Map<string, SchemaFile>();
  for (const file of files) {
    for (const reference of referencesIn(file.root)) {
      const target = resolve(reference);
      if (target === undefined || target.document === file.root.document) continue;
      const { id } = schemaFileOf(target.root());
      if (id !== file.id && !users.has(id)) users.set(id, file);
    }
  }
  return files.filter(({ root, id }) => {
    const user = users.get(id);
    if (user === undefined) return true;
    log.lose(root, nameOf({ root, id }), { kind: "merged", what: "fragment", into: nameOf(user) });
    return false;
  });
}

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
  return { ...facets, properties, keywords };
}
