import type { NewEvent, NewProperty } from "../edit/new-event.ts";
import { isRecord } from "../text/json.ts";
import { webAddress } from "../text/web-address.ts";
import type { Importer } from "./importer.ts";
import { accepts } from "./accepts.ts";
import { reportOtherKeys } from "./source/other-keys.ts";
import type { Cursor } from "./source/cursor.ts";
import { importDocuments } from "./source/import-documents.ts";
import type { ImportLog } from "./source/import-log.ts";

/** Keys of a file that are no categories. */
const FILE_KEYS: ReadonlySet<string> = new Set(["$schema", "$tags", "no_lint"]);

/** Mozilla's `metrics.yaml` for Glean: its metrics of the type `event`. The name on the wire is `category.name`. */
export const importGlean: Importer = (files) =>
  importDocuments(files, (roots, log) => ({ events: roots.flatMap((root) => eventsOf(root, log)) }));

function eventsOf(root: Cursor, log: ImportLog): readonly NewEvent[] {
  const fileTags = root.get("$tags")?.lines() ?? [];
  const categories = root.entries().filter(([key]) => !FILE_KEYS.has(key));
  if (!categories.some(([, category]) => category.entries().some(([, { value }]) => isMetric(value)))) {
    log.fail(
      root,
      "import-shape",
      "There are no metrics of Glean here: no category with a metric that has a `type`.",
      "Import the `metrics.yaml` of the product.",
    );
  }
  return categories.flatMap(([category, metrics]) =>
    metrics.entries().flatMap(([name, at]) => {
      const type = at.textAt("type");
      if (type === "event") return [eventOf({ category, name, at, fileTags }, log)];
      const what = type === undefined ? "entry" : `metric of type ${type}`;
      log.lose(at, `${category}.${name}`, { kind: "skipped", what, why: "a plan has only events" });
      return [];
    }),
  );
}

function isMetric(value: unknown): boolean {
  return isRecord(value) && typeof value["type"] === "string";
}

interface Metric {
  readonly category: string;
  readonly name: string;
  readonly at: Cursor;
  readonly fileTags: readonly string[];
}

function eventOf({ category, name: metric, at, fileTags }: Metric, log: ImportLog): NewEvent {
  const name = `${category}.${metric}`;
  log.remember(["events", name], at);
  const owner = at.get("notification_emails")?.lines() ?? [];
  const tags = [...new Set([...fileTags, ...(at.within("metadata", "tags")?.lines() ?? [])])];
  const links = [
    ...linksOf(at, "bugs", "Bug", log, name),
    ...linksOf(at, "data_reviews", "Data review", log, name),
  ];
  reportOtherKeys(at, name, log, SAID);
  return {
    name,
    description: at.textAt("description"),
    category,
    ...(owner.length > 0 && { owner: owner.length === 1 ? owner[0] : owner }),
    ...(links.length > 0 && { links }),
    ...(tags.length > 0 && { tags }),
    // Glean is in apps and pages.
    source: "client",
    ...lifeOf(at, name, log),
    properties: (at.get("extra_keys")?.entries() ?? []).map(([key, extra]) =>
      propertyOf(key, extra, name, log),
    ),
  };
}

/** The keys of a metric that an event of a plan has, and the type that it has to have. */
const SAID: ReadonlySet<string> = new Set(
  "type description notification_emails bugs data_reviews metadata expires disabled extra_keys no_lint".split(
    " ",
  ),
);

function linksOf(
  at: Cursor,
  key: string,
  title: string,
  log: ImportLog,
  of: string,
): NonNullable<NewEvent["links"]> {
  const seen = new Set<string>();
  return (at.get(key)?.items() ?? []).flatMap((item) => {
    const url = webAddress(item.line() ?? "");
    if (url === undefined || /\s/u.test(url)) {
      log.lose(item, of, { kind: "dropped", what: key, why: "it is no address of a page" });
      return [];
    }
    if (seen.has(url)) return [];
    seen.add(url);
    return [{ title: seen.size === 1 ? title : `${title} ${seen.size}`, url }];
  });
}

/** Whether an event is sent, and until when. */
function lifeOf(at: Cursor, of: string, log: ImportLog): Pick<NewEvent, "status" | "remove_after"> {
  const [disabled, expires] = [at.get("disabled"), at.get("expires")];
  const isDisabled = disabled?.value === true;
  if (isDisabled) log.lose(disabled, of, { kind: "kept", what: "disabled", where: "as `status: planned`" });
  const status = isDisabled ? ({ status: "planned" } as const) : {};
  if (expires === undefined || expires.value === "never") return status;
  if (expires.value === "expired") return { status: "deprecated", ...status };
  const day = expires.line() ?? "";
  if (accepts({ type: "date" }, day)) return { ...status, remove_after: day };
  const why = "a plan knows days, and no versions of a product";
  log.lose(expires, of, { kind: "dropped", what: "expires", why });
  return status;
}

/** Glean's types of extra keys, which may always be absent. */
const TYPES: Readonly<Record<string, string>> = { string: "string", boolean: "boolean", quantity: "integer" };

function propertyOf(name: string, at: Cursor, event: string, log: ImportLog): NewProperty {
  log.remember(["events", event, name], at);
  const given = at.get("type");
  const type = given === undefined ? "string" : TYPES[String(given.value)];
  if (type === undefined) {
    const from = `\`${String(given?.value)}\`, which is no type of Glean`;
    log.lose(at, `${event}.${name}`, { kind: "widened", what: "type", from, to: "any JSON" });
  }
  // Glean sends no negative quantities.
  const limits = type === "integer" ? { min: 0 } : {};
  return { name, type: type ?? "json", ...limits, optional: true, description: at.textAt("description") };
}
