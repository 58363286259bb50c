import { byCodeUnit, groupBy } from "../../text/order.ts";
import { isRecord } from "../../text/json.ts";
import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";

/** A schema of a folder: one version of one thing. */
export interface SchemaFile {
  readonly root: Cursor;
  /** The thing: its path, or what it says of itself, without the version. */
  readonly id: string;
  /** Such as `1-0-2`, `1.0.0`, `current` or `latest`; empty where it has none. */
  readonly version: string;
}

/** The name of a file that is a version: `1-0-2` of Iglu, `1.0.0.yaml`, `current.yaml`. */
const VERSION = /^(?:v?\d+(?:[-.]\d+){0,2}|current|latest)$/u;

/** What a file is a version of. An Iglu registry has a folder for the kind of schema, too. */
export function schemaFileOf(root: Cursor): SchemaFile {
  const path = pathOf(root.document.file);
  const [vendor, name, version] = ["vendor", "name", "version"].map((key) =>
    root.within("self", key)?.text(),
  );
  if (name !== undefined && version !== undefined) return { root, version, id: `${vendor ?? ""}/${name}` };
  const steps = path.split("/");
  const last = steps.at(-1) ?? "";
  if (steps.length < 2 || !VERSION.test(last)) return { root, id: path, version: "" };
  return {
    root,
    id: steps
      .slice(0, -1)
      .join("/")
      .replace(/\/jsonschema$/u, ""),
    version: last,
  };
}

/** A path without `./` and without the ending of JSON or YAML. */
export function pathOf(file: string): string {
  return file.replace(/^(?:\.\/)+/u, "").replace(/\.schema(?=\.[a-z]+$)|\.(?:json|ya?ml)$/giu, "");
}

/** Whether a file holds a schema of a map, and not another kind of JSON or YAML. */
export function isSchema({ value }: Cursor): boolean {
  if (!isRecord(value)) return false;
  const { type, properties, allOf, $ref, $schema } = value;
  return (
    isRecord(properties) ||
    type === "object" ||
    Array.isArray(allOf) ||
    typeof $ref === "string" ||
    (typeof $schema === "string" && /json-schema\.org|self-desc/u.test($schema))
  );
}

/** The newest version of each thing, by its id. Reports the others. */
export function newestVersions(files: readonly SchemaFile[], log: ImportLog): readonly SchemaFile[] {
  return [...groupBy(files, ({ id }) => id)].map(([, versions]) => {
    const [newest, ...others] = versions.toSorted(newestFirst) as [SchemaFile, ...SchemaFile[]];
    for (const { root, id, version } of others) {
      const why =
        version === newest.version || version === "latest"
          ? `it is the same as \`${newest.root.document.file}\``
          : `\`${newest.version}\` is newer`;
      log.lose(root, id, { kind: "skipped", what: "version", why });
    }
    return newest;
  });
}

/** `current` is the source of the newest version, with references; `latest` a copy of it. */
function newestFirst(a: SchemaFile, b: SchemaFile): number {
  const byRank = rankOf(b.version) - rankOf(a.version);
  if (byRank !== 0) return byRank;
  const [one, other] = [numbersOf(a.version), numbersOf(b.version)];
  const difference = other.map((number, index) => number - (one[index] ?? 0)).find((number) => number !== 0);
  return difference ?? byCodeUnit(a.root.document.file, b.root.document.file);
}

function rankOf(version: string): number {
  return version === "current" ? 2 : version === "latest" ? 0 : 1;
}

function numbersOf(version: string): readonly number[] {
  return [0, 1, 2].map((index) => Number(version.match(/\d+/gu)?.[index] ?? 0));
}
