import { Document, visit } from "yaml";
import { payloadProperties } from "../../emit/typescript/payload.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { isEnum, mayBeMissing, nameOfType, type Property } from "../../plan/property.ts";
import { nameFiles } from "../../text/file-names.ts";
import { code } from "../../text/markdown.ts";
import { escapeUnprintable, isPrintableAscii, UNPRINTABLE } from "../../text/quote.ts";
import { describeEvent, describeProperty, keptOfEvent, keptOfProperty } from "../describe.ts";
import { type Exported, type Exporter, MARK, type PlanLoss, skipOthers } from "../exported.ts";
import { DIALECTS, type Warehouse } from "./sql.ts";

/** One source of dbt: a table an event, all over PostHog's exported table of events, with a column and tests a property. */
export function dbtExporter(warehouse: Warehouse): Exporter {
  return {
    extension: ".yml",
    isOurs: (text) => text.startsWith(`# ${MARK}\n`),
    emit: (plan) => exportDbt(plan, warehouse),
  };
}

/** The table that all events are in. */
const TABLE = "events";

/** What is the same in the table of every warehouse. */
const COLUMNS = [
  { name: "uuid", description: "The id of the event." },
  { name: "event", description: "The name of the event." },
  { name: "properties", description: "The properties of the event, as JSON." },
  { name: "distinct_id", description: "The id of the person who sent the event." },
  { name: "timestamp", description: "When the event happened." },
];

/** Where the table is, as variables of the dbt project: no plan knows it. */
const PLACE = {
  database: "{{ var('posthog_database', target.database) }}",
  schema: "{{ var('posthog_schema', 'posthog') }}",
};
const IDENTIFIER = `{{ var('posthog_events_table', '${TABLE}') }}`;

function exportDbt(plan: Plan, warehouse: Warehouse): Exported {
  const losses: PlanLoss[] = [];
  const names = nameFiles(
    plan.events.map(({ name }) => name),
    "event",
    [TABLE],
  );
  const tables = plan.events.flatMap((event, index) => {
    const name = names[index]!;
    const { name: of, at } = event;
    if (isTemplate(of)) {
      losses.push({ kind: "skipped", of, at, what: "event", why: TEMPLATE });
      return [];
    }
    if (name !== of) losses.push({ kind: "renamed", of, at, what: "table", to: name });
    noteParts(event, losses);
    return [{ name, identifier: IDENTIFIER, ...tableOf(event, warehouse, losses) }];
  });
  const source = {
    name: "posthog",
    description: withoutTemplates(`The events of ${plan.name}, as PostHog exports them.`),
    ...PLACE,
    ...(warehouse === "snowflake" ? { quoting: { identifier: true } } : {}),
    tables: [
      { name: TABLE, identifier: IDENTIFIER, description: "Every event.", columns: COLUMNS },
      ...tables,
    ],
  };
  const yaml = toYaml({ version: 2, sources: [source] });
  return {
    files: [{ path: "sources.yml", text: `# ${MARK}\n\n${yaml}` }],
    losses: [...losses, ...skipOthers(plan, "only events are in the table")],
  };
}

/** YAML in which no character is invisible: text with one is in double quotes, and the character an escape. */
function toYaml(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && !isPrintableAscii(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  return document
    .toString({ lineWidth: 0 })
    .replace(UNPRINTABLE, (character) => (character === "\n" ? character : escapeUnprintable(character)));
}

function tableOf(event: PlanEvent, warehouse: Warehouse, losses: PlanLoss[]): object {
  const { escape, event: column, value, canName } = DIALECTS[warehouse];
  const config = { where: `${column} = '${escape(event.name)}'` };
  const columns = payloadProperties(event).flatMap((property) => {
    const place = { of: `${event.name}.${property.name}`, at: property.at };
    if (isTemplate(property.name) || !canName(property.name)) {
      const why = isTemplate(property.name) ? TEMPLATE : "its name ends the path in which BigQuery names it";
      losses.push({ kind: "skipped", ...place, what: "property", why });
      return [];
    }
    noteType(property, place, losses);
    const values = acceptedValues(property);
    const isAccepted = values === undefined || !values.some((one) => isTemplate(one));
    if (!isAccepted) losses.push({ kind: "dropped", ...place, what: "test of values", why: TEMPLATE });
    const tests = [
      ...(isAlwaysThere(property) ? [{ not_null: { config } }] : []),
      ...(values === undefined || !isAccepted
        ? []
        : [{ accepted_values: { arguments: { values: values.map((one) => escape(one)) }, config } }]),
    ];
    return [
      {
        name: value(property.name, property.type),
        ...described(describeProperty(property), keptOfProperty(property), place, losses),
        ...(tests.length === 0 ? {} : { data_tests: tests }),
      },
    ];
  });
  return {
    ...described(describeEvent(event), keptOfEvent(event), { of: event.name, at: event.at }, losses),
    ...metaOf(event),
    ...(columns.length === 0 ? {} : { columns }),
  };
}

/** Who is responsible, and what the event belongs to. */
function metaOf({ category, owner = [], tags }: PlanEvent): object {
  const meta = {
    ...(category === undefined ? {} : { category: withoutTemplates(category) }),
    ...(owner.length === 0 ? {} : { owner: owner.map(withoutTemplates) }),
    ...(tags.length === 0 ? {} : { tags: tags.map(withoutTemplates) }),
  };
  return Object.keys(meta).length === 0 ? {} : { config: { meta } };
}

/** Whether each event has the property: both sides send it, and neither as null. */
function isAlwaysThere({ source, nullable, only, type }: Property): boolean {
  return !mayBeMissing(source) && !nullable && only === undefined && type.kind !== "json";
}

/** The values as text, where they are listed. */
function acceptedValues({ type, source }: Property): readonly string[] | undefined {
  if (source.kind === "const") return typeof source.value === "object" ? undefined : [String(source.value)];
  return isEnum(type) ? type.values.map(({ value }) => String(value)) : undefined;
}

/** dbt runs what it finds between these, in names and descriptions too. */
const TEMPLATE_START = /\{(?=[{%#])/gu;

const TEMPLATE = "dbt would run its text as a template";

function isTemplate(text: string): boolean {
  return text.search(TEMPLATE_START) !== -1;
}

function withoutTemplates(text: string): string {
  return text.replaceAll(TEMPLATE_START, "{ ");
}

/** @param kept - what the description says besides */
function described(
  description: string,
  kept: readonly string[],
  place: Pick<PlanLoss, "of" | "at">,
  losses: PlanLoss[],
): { readonly description?: string } {
  for (const what of kept) losses.push({ kind: "kept", ...place, what, where: "in the description" });
  if (isTemplate(description)) {
    const where = "with a space after each `{`, so that dbt does not run it";
    losses.push({ kind: "kept", ...place, what: "description", where });
  }
  return description === "" ? {} : { description: withoutTemplates(description) };
}

function noteType(
  { type, requiredWith }: Property,
  place: Pick<PlanLoss, "of" | "at">,
  losses: PlanLoss[],
): void {
  if (!isEnum(type)) {
    losses.push({ kind: "widened", ...place, what: "type", from: code(nameOfType(type)), to: "any value" });
  }
  if (requiredWith !== undefined) {
    losses.push({ kind: "dropped", ...place, what: "condition", why: "a test sees one property" });
  }
}

/** What of an event no key of dbt has. */
const PARTS: readonly (readonly [what: string, isThere: (event: PlanEvent) => boolean])[] = [
  ["idempotency key", ({ idempotency }) => idempotency !== undefined],
  ["group", ({ groups }) => groups.length > 0],
  ["rule on further properties", ({ additional }) => additional !== undefined],
  ["former name", ({ renamedFrom, alsoSentAs }) => renamedFrom !== undefined || alsoSentAs !== undefined],
];

function noteParts(event: PlanEvent, losses: PlanLoss[]): void {
  for (const [what, isThere] of PARTS) {
    if (!isThere(event)) continue;
    losses.push({ kind: "dropped", of: event.name, at: event.at, what, why: "sources have no key for it" });
  }
}
