import { posix } from "node:path";
import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";

/** The `opentp.yaml` of a plan, and its dictionaries. */
export interface Config {
  readonly info: Cursor | undefined;
  /** The ids of all targets. */
  readonly targets: readonly string[];
  /** The targets of a payload's key, which names a group of them or one. */
  targetsOf(key: string): readonly string[] | undefined;
  /** The schemas that all events have for a target, the general one first. */
  basesOf(target: string): readonly Cursor[];
  /** The values of a dictionary, as `data/areas` names it. */
  dictionary(reference: Cursor, log: ImportLog): Cursor | undefined;
  /** What the path of an event's file says of it, by names such as `area`. */
  partsOfPath(file: string): ReadonlyMap<string, string>;
}

/** @param root - of `opentp.yaml`; without it there is one target, and the path says nothing */
export function readConfig(root: Cursor | undefined, all: readonly Cursor[]): Config {
  const folder = root === undefined ? "." : posix.dirname(root.document.file);
  const spec = root?.get("spec");
  const groups = spec?.within("events", "payload", "targets");
  const targets = groups?.get("all")?.lines() ?? ["all"];
  const byPath = new Map(all.map((one) => [withoutEnding(one.document.file), one]));
  const rootOf = (kind: string): string => {
    const given = spec?.within("paths", kind, "root")?.text() ?? kind;
    return posix.join(folder, given.replace(/^\/+/u, ""));
  };
  const template = spec?.within("paths", "events", "template")?.text();
  return {
    info: root?.get("info"),
    targets,
    targetsOf: (key) =>
      groups?.get(key)?.lines() ??
      (key === "all" || targets.includes(key)
        ? [key].flatMap((one) => (one === "all" ? targets : one))
        : undefined),
    basesOf: (target) =>
      [spec?.within("events", "payload", "schema"), spec?.within("targets", target, "schema")].filter(
        (schema) => schema !== undefined,
      ),
    dictionary(reference, log) {
      const name = reference.text() ?? "";
      const found = byPath.get(posix.join(rootOf("dictionaries"), name))?.get("dict");
      if (found === undefined) {
        const hint = "Import the whole folder of the plan.";
        log.fail(reference, "import-shape", "No imported file is the dictionary of this name.", hint);
      }
      return found;
    },
    partsOfPath: (file) => partsOf(posix.relative(rootOf("events"), file), template),
  };
}

function withoutEnding(file: string): string {
  return posix.normalize(file).replace(/\.ya?ml$/iu, "");
}

/** @example partsOf("auth/login.yaml", "{area}/{event}.yaml") // Map { "area" => "auth", "event" => "login" } */
function partsOf(path: string, template: string | undefined): ReadonlyMap<string, string> {
  const [names, values] = [template, path].map((text) => withoutEnding(text ?? "").split("/"));
  if (names === undefined || values === undefined || names.length !== values.length) return new Map();
  return new Map(
    names.flatMap((name, index): readonly (readonly [string, string])[] => {
      const [, key] = /^\{([A-Za-z_]\w*)\}$/u.exec(name) ?? [];
      const value = values[index] ?? "";
      return key === undefined || value === "" ? [] : [[key, value]];
    }),
  );
}
