import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";

/** The kinds of resources that have ids, by what references call them in either version of the format. */
const KINDS = {
  properties: "property",
  events: "event",
  categories: "category",
  "custom-types": "custom-type",
} as const;

type Kind = (typeof KINDS)[keyof typeof KINDS];

/** Where a file lists what it defines. */
const LISTS: Readonly<Record<string, readonly [kind: Kind, list: string]>> = {
  properties: ["property", "properties"],
  events: ["event", "events"],
  categories: ["category", "categories"],
  "custom-types": ["custom-type", "types"],
};

/** The resources of RudderStack's YAML files. Ids are unique in a project. */
export interface Catalog {
  /** Tracking plans, in the order of the files. */
  readonly plans: readonly Cursor[];
  /** What a reference names: `#/properties/group/id` or `#property:id`. Reports one that names nothing. */
  follow(reference: Cursor, kind: Kind): Cursor | undefined;
  all(kind: Kind): readonly Cursor[];
}

/** Whether a text is a reference, and not the name of a type. */
export function isReference(text: unknown): text is string {
  return typeof text === "string" && text.startsWith("#");
}

export function readCatalog(roots: readonly Cursor[], log: ImportLog): Catalog {
  const byId = new Map<string, Cursor>();
  const plans: Cursor[] = [];
  for (const root of roots) {
    const kind = root.textAt("kind") ?? "";
    const spec = root.get("spec");
    if (kind === "tp" || kind === "tracking-plan") {
      if (spec !== undefined) plans.push(spec);
      continue;
    }
    const list = Object.hasOwn(LISTS, kind) ? LISTS[kind] : undefined;
    if (list === undefined) {
      const why =
        kind === "" ? "it has no `kind` of RudderStack's" : `a plan has nothing of the kind \`${kind}\``;
      log.lose(root, root.document.file, { kind: "skipped", what: "file", why });
      continue;
    }
    for (const at of spec?.get(list[1])?.items() ?? []) {
      const key = `${list[0]}:${at.textAt("id") ?? ""}`;
      const known = byId.get(key);
      if (known === undefined) byId.set(key, at);
      else
        log.lose(at, at.textAt("id") ?? "", { kind: "skipped", what: list[0], why: "its id is there twice" });
    }
  }
  return {
    plans,
    all: (kind) => [...byId].filter(([key]) => key.startsWith(`${kind}:`)).map(([, at]) => at),
    follow(reference, kind) {
      const id = idOf(String(reference.value), kind);
      const found = byId.get(`${kind}:${id}`);
      if (found === undefined) {
        log.fail(
          reference,
          "import-shape",
          `The reference names no ${kind} of the imported files.`,
          "Import all files of the project together.",
        );
      }
      return found;
    },
  };
}

/** @example idOf("#/properties/checkout/cart_id", "property") === idOf("#property:cart_id", "property") // true */
function idOf(reference: string, kind: Kind): string | undefined {
  const [folder] = Object.entries(KINDS).find(([, name]) => name === kind) ?? [];
  const [, first, , last] = /^#\/([^/]+)\/([^/]+)\/(.+)$/u.exec(reference) ?? [];
  if (first !== undefined) return first === folder ? last : undefined;
  return reference.startsWith(`#${kind}:`) ? reference.slice(kind.length + 2) : undefined;
}
