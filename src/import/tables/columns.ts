import { looseForm } from "../../plan/names.ts";
import { didYouMean, oneOf, quote } from "../../text/words.ts";

/**
 * What a column can hold, with the headers that people give it: without case and separators, the likeliest first. In the
 * order in which columns are shown.
 */
const HEADERS = {
  event: "event eventname eventkey eventtitle events trackingevent eventid action",
  category: "category eventcategory area domain section feature module productarea featurearea screen",
  description: "eventdescription description desc definition details meaning about notes comments comment",
  trigger:
    "trigger when whentotrigger whentofire whentotrack whentriggered triggeredwhen firedwhen fireswhen whenitfires triggercondition firingrule",
  owner: "owner owners team responsible responsibleteam dri productowner",
  source: "source platform platforms side sources sentfrom tracksource library clientserver clientorserver",
  status: "status state eventstatus implementationstatus",
  tags: "tags tag labels label",
  properties:
    "properties eventproperties attributes parameters params propertieslist propertynames payload fields",
  property:
    "property propertyname propertykey eventproperty attribute attributename parameter parametername param field fieldname variable key",
  type: "type datatype propertytype valuetype fieldtype attributetype parametertype schema kind",
  required: "required isrequired mandatory requiredoptional optionalrequired presence",
  optional: "optional isoptional",
  nullable: "nullable isnullable null",
  values:
    "values allowedvalues possiblevalues acceptedvalues enumvalues enum valueoptions options validvalues value",
  property_description:
    "propertydescription attributedescription parameterdescription fielddescription propertydefinition propertynotes description desc definition details meaning about notes comments comment",
  example:
    "example examples examplevalue examplevalues propertyexample sample samplevalue samplevalues samples",
  unit: "unit units unitofmeasure",
  pii: "pii ispii personaldata personal sensitive gdpr",
} as const;

export type Role = keyof typeof HEADERS;

const ROLES = Object.keys(HEADERS) as readonly Role[];

/** What is said of a property. A table without a column of properties has none of it. */
const OF_PROPERTIES: ReadonlySet<Role> = new Set([
  "type",
  "required",
  "optional",
  "nullable",
  "values",
  "property_description",
  "example",
  "unit",
  "pii",
]);

/** The columns of a table, by what they hold. */
export type Columns = ReadonlyMap<Role, number>;

/** Why `--columns` cannot be read: a message and a hint. */
interface ColumnsFault {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The headers that `--columns` names, by what they hold. */
export type NamedColumns = ReadonlyMap<Role, string>;

/**
 * Reads `--columns`.
 *
 * @param parts - `role=Header` each
 */
export function parseColumns(parts: readonly string[]): NamedColumns | ColumnsFault {
  const named = new Map<Role, string>();
  for (const part of parts) {
    const [key = "", ...rest] = part.split("=");
    const role = ROLES.find((one) => one === key.trim());
    const header = rest.join("=").trim();
    if (role === undefined || header === "") {
      const example = "Write it as `event=Name,type=Kind`: what a column holds, and its header.";
      return {
        message:
          header === ""
            ? `\`--columns\` has no header for ${quote(key.trim())}.`
            : `\`--columns\` does not know ${quote(key.trim())}.`,
        hint:
          role === undefined
            ? (didYouMean(key.trim(), ROLES) ?? `A column can hold ${oneOf(ROLES)}.`)
            : example,
      };
    }
    named.set(role, header);
  }
  return named;
}

/** Whether a header is the one that somebody named. */
function isSame(header: string, wanted: string): boolean {
  return header.trim().toLowerCase() === wanted.trim().toLowerCase();
}

/** The headers that `--columns` names, and no table has. */
export function missingHeaders(named: NamedColumns, headers: readonly string[]): readonly string[] {
  return [...named.values()].filter((wanted) => !headers.some((header) => isSame(header, wanted)));
}

/**
 * What the columns of a table hold: those that are named, and for the rest the usual headers.
 *
 * @param header - the cells of the header
 */
export function findColumns(header: readonly string[], named: NamedColumns): Columns {
  const columns = new Map<Role, number>();
  const taken = new Set<number>();
  const take = (role: Role, column: number): void => {
    if (column === -1 || columns.has(role)) return;
    columns.set(role, column);
    taken.add(column);
  };
  for (const [role, wanted] of named)
    take(
      role,
      header.findIndex((cell) => isSame(cell, wanted)),
    );
  const forms = header.map((cell) => looseForm(cell));
  const find = (role: Role, isAllowed: (column: number) => boolean = () => true): number => {
    const free = (form: string): number =>
      forms.findIndex((one, column) => one === form && !taken.has(column) && isAllowed(column));
    return (
      HEADERS[role]
        .split(" ")
        .map(free)
        .find((column) => column !== -1) ?? -1
    );
  };
  const guess = (role: Role, isAllowed?: (column: number) => boolean): void => {
    if (!named.has(role)) take(role, find(role, isAllowed));
  };
  guess("event");
  guess("property");
  const isOfProperties = [...OF_PROPERTIES].some(
    (role) =>
      columns.has(role) || (role !== "property_description" && role !== "example" && find(role) !== -1),
  );
  // A list of properties, where one stands in each row.
  if (!columns.has("property") && isOfProperties && !named.has("properties"))
    take("property", find("properties"));
  take(
    columns.has("event") || (isOfProperties && !columns.has("property")) ? "property" : "event",
    forms.indexOf("name"),
  );
  const property = columns.get("property");
  for (const role of ROLES) {
    if (OF_PROPERTIES.has(role) && property === undefined) continue;
    // What is right of the property is said of it.
    guess(
      role,
      (column) =>
        property === undefined || role !== "description" || column < property || isOfEvent(forms[column]),
    );
  }
  return columns;
}

/** Whether a header says itself that it is about the event. */
function isOfEvent(form: string | undefined): boolean {
  return form?.startsWith("event") === true;
}

/** @example describeColumns(["Event", "Kind"], new Map([["event", 0]])) // "event=Event" */
export function describeColumns(header: readonly string[], columns: Columns): string {
  return ROLES.flatMap((role) => {
    const column = columns.get(role);
    return column === undefined ? [] : [`${role}=${header[column]}`];
  }).join(",");
}
