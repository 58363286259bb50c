import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";
import type { Config } from "./config.ts";

/** What an event sends to some targets: its fields, each with what several schemas say of it, the last one first. */
export interface Payload {
  readonly at: Cursor;
  readonly targets: readonly string[];
  readonly fields: ReadonlyMap<string, readonly Cursor[]>;
}

/** The payloads of an event, in the version that is current. */
export function payloadsOf(event: Cursor, config: Config, log: ImportLog): readonly Payload[] {
  const payload = event.get("payload");
  if (payload === undefined) return [];
  const isForAll = payload.get("schema") !== undefined || typeof payload.get("current")?.value === "string";
  const byKey = isForAll ? ([["all", payload]] as const) : payload.entries();
  return byKey.flatMap(([key, at]) => {
    const targets = config.targetsOf(key);
    if (targets === undefined) {
      const hint = "Name a target of `opentp.yaml`, or a group of targets.";
      log.fail(at, "import-shape", "There is no target of this name.", hint);
      return [];
    }
    const own = schemasOf(at, isForAll ? undefined : payload, log);
    const bases = targets.slice(0, 1).flatMap((target) => config.basesOf(target).toReversed());
    return [{ at, targets, fields: fieldsOf([...own, ...bases]) }];
  });
}

function fieldsOf(schemas: readonly Cursor[]): Payload["fields"] {
  const fields = new Map<string, Cursor[]>();
  for (const [name, at] of schemas.flatMap((schema) => schema.entries())) {
    const known = fields.get(name);
    if (known) known.push(at);
    else fields.set(name, [at]);
  }
  return fields;
}

/** The schemas of the version that is current: its own, and those that it is derived from. */
function schemasOf(at: Cursor, payload: Cursor | undefined, log: ImportLog): readonly Cursor[] {
  const current = at.get("current");
  let version = current === undefined ? at : versionOf(at, current, log);
  const seen = new Set<string>();
  const schemas: Cursor[] = [];
  while (version !== undefined) {
    if (seen.has(version.id())) {
      log.fail(
        version,
        "import-cycle",
        "The version is derived from itself.",
        "Correct the `$ref` of one of them.",
      );
      return [];
    }
    seen.add(version.id());
    const schema = version.get("schema");
    if (schema !== undefined) schemas.push(schema);
    const reference = version.get("$ref");
    if (reference === undefined) break;
    const [first = "", second] = (reference.text() ?? "").split("::");
    const holder = second === undefined ? at : payload?.get(first);
    version = holder && versionOf(holder, reference.with(second ?? first), log);
  }
  return schemas;
}

/** The version that a name leads to, by other names. */
function versionOf(holder: Cursor, name: Cursor, log: ImportLog): Cursor | undefined {
  const seen = new Set<string>();
  for (let key = name.text() ?? ""; !seen.has(key);) {
    seen.add(key);
    const found = holder.get(key);
    if (found === undefined) break;
    if (typeof found.value !== "string") return found;
    key = found.value;
  }
  log.fail(
    name,
    "import-shape",
    "The name leads to no version of the payload.",
    "Correct it, or add the version.",
  );
  return undefined;
}
