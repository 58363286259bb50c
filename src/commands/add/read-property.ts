import type { NewProperty } from "../../edit/new-event.ts";
import { TYPE_MEANINGS, type TypeName } from "../../format/property-body.ts";
import { didYouMean } from "../../text/words.ts";
import { UsageError } from "../io.ts";

/** Types that the command line cannot express; they are written in the plan. */
const LARGE_TYPES: ReadonlySet<string> = new Set(["object", "map"] satisfies TypeName[]);

/** The types that the command line can express, with their meanings. */
export const SMALL_TYPES: readonly (readonly [type: TypeName, meaning: string])[] = (
  Object.entries(TYPE_MEANINGS) as [TypeName, string][]
).filter(([type]) => !LARGE_TYPES.has(type));

/**
 * Reads a `--property NAME[:TYPE][:optional][:DESCRIPTION]`. Without a type it is the shared property of that name.
 * A name with a colon stands in backticks.
 *
 * @throws UsageError
 * @example readProperty("amount:number:What it costs.") // { name: "amount", type: "number", description: "What it costs." }
 * @example readProperty("kind:enum=a,b:optional") // { name: "kind", type: "enum", values: ["a", "b"], optional: true }
 * @example readProperty("tags:array=string") // { name: "tags", type: "array", items: { type: "string" } }
 * @example readProperty("`net:total`:number") // { name: "net:total", type: "number" }
 * @example readProperty("tier:optional") // { name: "tier", optional: true }
 */
export function readProperty(written: string): NewProperty {
  const quoted = /^`([^`]+)`(?=:|$)/u.exec(written);
  const [first = "", ...rest] = written.slice(quoted?.[0].length ?? 0).split(":");
  const name = quoted?.[1] ?? first;
  const type = isWord(rest[0]) ? readType(rest.shift() ?? "", name) : undefined;
  const isOptional = rest[0] === "optional";
  if (isOptional) rest.shift();
  const description = rest.join(":").trim();
  return {
    name: name.trim(),
    ...type,
    ...(isOptional && { optional: true }),
    ...(description !== "" && { description }),
  };
}

/** Whether a part looks like a type. */
function isWord(part: string | undefined): boolean {
  return part !== undefined && part !== "optional" && /^[a-z]+(?:=.*)?$/iu.test(part);
}

function readType(word: string, property: string): Pick<NewProperty, "type" | "items" | "values"> {
  const [type = "", more] = word.split(/=(.*)/su, 2);
  refuseUnknownType(type, property);
  if (type === "enum") {
    const values = (more ?? "").split(",").map((value) => value.trim());
    if (values.includes("")) throw moreNeeded(property, "the values of the enum", "enum=free,pro");
    return { type, values };
  }
  if (type === "array") {
    if (more === undefined) throw moreNeeded(property, "the type of the items", "array=string");
    refuseUnknownType(more, property);
    return { type, items: { type: more } };
  }
  if (more !== undefined) throw new UsageError(`\`--property ${property}\`: \`${type}\` takes no \`=\`.`);
  return { type };
}

function refuseUnknownType(type: string, property: string): void {
  if (LARGE_TYPES.has(type)) {
    throw new UsageError(
      `\`--property ${property}\`: the type \`${type}\` cannot be given on the command line.`,
      "Add the event without it, then write the property in the plan.",
    );
  }
  if (SMALL_TYPES.some(([known]) => known === type)) return;
  const names = SMALL_TYPES.map(([known]) => known);
  throw new UsageError(
    `\`--property ${property}\`: there is no type \`${type}\`.`,
    didYouMean(type, names) ?? `The types are ${names.join(", ")}.`,
  );
}

function moreNeeded(property: string, what: string, example: string): UsageError {
  return new UsageError(
    `\`--property ${property}\` is missing ${what}.`,
    `Write it as \`${property}:${example}\`.`,
  );
}
