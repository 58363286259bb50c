import { posix } from "node:path";
import type { NewEvent } from "../../edit/new-event.ts";
import type { Importer } from "../importer.ts";
import { mergeProperties } from "../merge-properties.ts";
import { accepts } from "../accepts.ts";
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
import { readConfig } from "./config.ts";
import { facetsOfFields, type FieldContext, piiOf } from "./facets-of-field.ts";
import { type Payload, payloadsOf } from "./payload.ts";

/** A folder of OpenTrackPlan: `opentp.yaml`, its events and its dictionaries. The name on the wire is the key of an event. */
export const importOpenTrackPlan: Importer = (files) =>
  importDocuments(
    files.filter(({ path }) => /\.ya?ml$/iu.test(path)),
    (roots, log) => {
      const [configs, events] = ["spec", "event"].map((key) => roots.filter((root) => root.get(key)));
      const [main, ...others] = configs ?? [];
      for (const root of roots.filter((one) => !["spec", "event", "dict"].some((key) => one.get(key))))
        log.lose(root, root.document.file, {
          kind: "skipped",
          what: "file",
          why: "it holds no event of the format",
        });
      for (const root of others) {
        const hint = "Import one plan at a time.";
        log.fail(root, "import-shape", "There is a second `opentp.yaml`.", hint);
      }
      const [first] = roots;
      if (first !== undefined && events?.length === 0) {
        const hint = "Import the whole folder of the plan.";
        log.fail(first, "import-shape", "There is no file with an `event` of OpenTrackPlan here.", hint);
      }
      const config = readConfig(main, roots);
      const named = (events ?? []).flatMap((root) => namedEvent(root, log));
      const names = new Set(named.map(([name]) => name));
      const followed = new Map<Cursor, string>();
      const described = named.map(([name, at]) => {
        const onDictionary = (dictionary: Cursor): void => void followed.set(dictionary, name);
        return eventOf(name, at, { config, names, log, onDictionary });
      });
      const fragments = nameFragments(described, DICTIONARIES, log);
      reportLostNames(followed, fragments.named, DICTIONARIES, log);
      const { events: ofFragments, properties, bundles } = fragments;
      return {
        description: config.info?.textAt("description"),
        events: ofFragments,
        properties,
        bundles,
      };
    },
  );

/** The event of a file, with its name. */
function namedEvent(root: Cursor, log: ImportLog): readonly (readonly [string, Cursor])[] {
  const event = root.get("event") ?? root;
  const name = event.get("key")?.value;
  if (typeof name === "string") return [[name, event]];
  log.fail(event, "import-shape", "The event has no `key`.", "Add the name that it is sent under.");
  return [];
}

/** A dictionary is a file, which has its name. */
const DICTIONARIES: FragmentNames = {
  what: "dictionary",
  nameOf: ({ document }) => posix.parse(document.file).name,
};

interface Context extends FieldContext {
  /** Of all events. */
  readonly names: ReadonlySet<string>;
}

const EVENT_KEYS: ReadonlySet<string> = new Set(["key", "lifecycle", "taxonomy", "payload", "aliases"]);

function eventOf(name: string, at: Cursor, context: Context): DescribedEvent {
  const { config, log } = context;
  log.remember(["events", name], at);
  reportOtherKeys(at, name, log, EVENT_KEYS);
  const payloads = payloadsOf(at, config, log);
  const { properties, facets } = propertiesOfPayloads(name, payloads, context);
  return {
    event: {
      name,
      ...taxonomyOf(name, at, context),
      ...sideOf(payloads),
      ...lifeOf(at, context),
      ...formerName(name, at, context),
      properties,
    },
    facets,
  };
}

/** The properties of all targets: PostHog has one event for them. */
function propertiesOfPayloads(
  name: string,
  payloads: readonly Payload[],
  context: Context,
): Pick<NewEvent, "properties"> & { readonly facets: Facets } {
  const { log } = context;
  const all = payloads.map(({ at, fields }) => ({ fields, facets: facetsOfFields(at, fields, context) }));
  const sets = all.map(({ fields, facets }) => {
    return propertiesOf(facets, new TypeContext(log, ["events", name]), "event").map((property) => {
      const layers = fields.get(property.name) ?? [];
      const slot = layers.map((layer) => layer.get("name")).find((one) => one !== undefined);
      if (slot !== undefined) {
        const why = "a property has one name, that on the wire";
        log.lose(slot, `${name}.${property.name}`, { kind: "dropped", what: "name in code", why });
      }
      const pii = piiOf(layers);
      return pii === undefined ? property : Object.assign({}, property, { pii });
    });
  });
  const [first, ...others] = payloads;
  const into = `${name} for ${first?.targets.join(", ")}`;
  for (const { at } of others) log.lose(at, name, { kind: "merged", what: "payload", into });
  const properties = mergeProperties(sets, (property) => {
    const why = "another target says otherwise";
    const [second] = others;
    if (second) log.lose(second.at, `${name}.${property}`, { kind: "dropped", what: "second type", why });
  });
  return { properties, facets: firstOf(all.map(({ facets }) => facets)) };
}

/** The parts of a taxonomy that the plan has, by the names that plans have for them. The others are tags. */
const TAXONOMY: Readonly<Record<string, "description" | "category" | "owner" | "name">> = {
  action: "description",
  description: "description",
  area: "category",
  category: "category",
  owner: "owner",
  team: "owner",
  // The path's part of the key.
  event: "name",
};

function taxonomyOf(
  name: string,
  at: Cursor,
  { config, log }: Context,
): Pick<NewEvent, "description" | "category" | "owner" | "tags"> {
  const fromPath = [...config.partsOfPath(at.document.file)].map(
    ([key, value]) => [key, at.with(value)] as const,
  );
  const parts = new Map([...fromPath, ...(at.get("taxonomy")?.entries() ?? [])]);
  const found: { description?: string; category?: string; owner?: string; name?: string } = {};
  const tags: string[] = [];
  for (const [key, part] of parts) {
    const kind = Object.hasOwn(TAXONOMY, key) ? TAXONOMY[key] : undefined;
    const text = part.line() ?? JSON.stringify(part.value);
    if (kind !== undefined && found[kind] === undefined) found[kind] = text;
    else {
      tags.push(`${key}: ${text}`);
      log.lose(part, name, { kind: "kept", what: key, where: "as a tag" });
    }
  }
  const { description, category, owner } = found;
  return { description, category, owner, ...(tags.length > 0 && { tags }) };
}

/** Words of targets that tell where events come from. */
const SIDES = [
  ["client", /web|browser|site|ios|android|mobile|app|desktop|client|frontend/iu],
  ["server", /server|backend|api|worker|cron/iu],
] as const;

function sideOf(
  payloads: readonly Payload[],
): Pick<NewEvent, "source" | "owner_side" | "idempotency" | "notes"> {
  const targets = payloads.flatMap((payload) => payload.targets);
  const sides = SIDES.filter(([, words]) => targets.some((target) => words.test(target))).map(
    ([side]) => side,
  );
  const [only] = sides;
  if (sides.length < 2) return { source: only };
  const notes = [
    "Both sides send it. Choose the side that must send it, and a key by which PostHog counts it once.",
  ];
  return { source: "both", owner_side: "server", idempotency: "caller", notes };
}

function lifeOf(at: Cursor, { names }: Context): Pick<NewEvent, "status" | "deprecated"> {
  const lifecycle = at.get("lifecycle");
  const status = lifecycle?.textAt("status");
  if (status === "draft") return { status: "planned" };
  if (lifecycle === undefined || status !== "deprecated") return {};
  const [since, use, reason] = ["deprecatedAt", "replacedBy", "deprecatedReason"].map((key) =>
    lifecycle.textAt(key),
  );
  return {
    status,
    deprecated: {
      ...(since !== undefined && accepts({ type: "date" }, since) && { since }),
      ...(use !== undefined && names.has(use) && use !== at.textAt("key") && { use }),
      ...(reason !== undefined && { reason }),
    },
  };
}

/** The name that the event had before; the plan has one. */
function formerName(name: string, at: Cursor, { names, log }: Context): Pick<NewEvent, "renamed_from"> {
  const [last, ...others] = (at.get("aliases")?.items() ?? []).toReversed();
  for (const alias of others)
    log.lose(alias, name, { kind: "dropped", what: "alias", why: "an event has one former name" });
  const former = last?.get("key")?.line();
  return former === undefined || names.has(former) ? {} : { renamed_from: former };
}
