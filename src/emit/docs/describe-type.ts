import {
  DEFAULT_MAX_LENGTH,
  type EnumType,
  isEnum,
  type Item,
  type PropertyType,
} from "../../plan/property.ts";
import { code } from "../../text/markdown.ts";

/** A link to the meanings of a shared enum; undefined if no page has them. */
export type LinkToValues = (sharedEnum: string) => string | undefined;

/**
 * A type in words that need no knowledge of programming, as Markdown for a cell.
 *
 * @example describeType({ kind: "integer", min: 1 }, link) // "whole number, at least 1"
 */
export function describeType(type: PropertyType, linkToValues: LinkToValues): string {
  const { one, details } = wordsFor(type, linkToValues);
  return [one, ...details].join(", ");
}

/** The enum that a value is of, or that the items of a list or a map are of. */
export function enumIn(type: PropertyType): EnumType | undefined {
  if (type.kind === "array" || type.kind === "map") return enumIn(type.items.type);
  return isEnum(type) ? type : undefined;
}

interface Words {
  /** One value of the type. */
  readonly one: string;
  /** Several, as in "list of numbers". */
  readonly many: string;
  /** What else is asked of a value. */
  readonly details: readonly string[];
}

const PLAIN_WORDS = {
  boolean: ["true or false", "true or false"],
  datetime: ["date and time", "dates with time"],
  date: ["date", "dates"],
  uuid: ["UUID", "UUIDs"],
  email: ["email address", "email addresses"],
  ip: ["IP address", "IP addresses"],
  json: ["any JSON", "any JSON"],
} as const;

function wordsFor(type: PropertyType, linkToValues: LinkToValues): Words {
  if (isEnum(type)) {
    const values = (type.shared === undefined ? undefined : linkToValues(type.shared)) ?? "the values";
    return { one: `one of ${values}`, many: values, details: [] };
  }
  switch (type.kind) {
    case "string":
      return { one: "text", many: "texts", details: textDetails(type) };
    case "number":
      return { one: "number", many: "numbers", details: range(type.min, type.max) };
    case "integer":
      return { one: "whole number", many: "whole numbers", details: range(type.min, type.max) };
    case "array": {
      const items = wordsForItems(type.items, linkToValues);
      const details = [...range(type.minItems, type.maxItems, "items"), ...items.details];
      return { one: `list of ${items.many}`, many: `lists of ${items.many}`, details };
    }
    case "map": {
      const { many, details } = wordsForItems(type.items, linkToValues);
      return { one: `map of any key to ${many}`, many: `maps of any key to ${many}`, details };
    }
    case "url":
      return urlWords(type);
    case "object": {
      const details = type.additional === undefined ? [] : ["with further properties"];
      return { one: "object", many: "objects", details };
    }
    case "union": {
      const branches = type.types.map((branch) => wordsFor(branch, linkToValues));
      return {
        one: branches.map(({ one }) => one).join(" or "),
        many: branches.map(({ many }) => many).join(" or "),
        details: branches.flatMap(({ one, details }) =>
          details.length === 0 ? [] : [`as ${one} ${details.join(", ")}`],
        ),
      };
    }
    default: {
      const [one, many] = PLAIN_WORDS[type.kind];
      return { one, many, details: [] };
    }
  }
}

function urlWords({ schemes }: Extract<PropertyType, { kind: "url" }>): Words {
  if (schemes === undefined) return { one: "web address", many: "web addresses", details: [] };
  const beginnings = schemes.map((scheme) => code(`${scheme}:`, "cell")).join(" or ");
  return { one: `URL with ${beginnings}`, many: `URLs with ${beginnings}`, details: [] };
}

function wordsForItems({ type, nullable }: Item, linkToValues: LinkToValues): Words {
  const { one, many, details } = wordsFor(type, linkToValues);
  return {
    one,
    many: nullable ? `${many} or null` : many,
    details: details.map((detail) => (detail.startsWith("each ") ? detail : `each ${detail}`)),
  };
}

function textDetails(type: Extract<PropertyType, { kind: "string" }>): readonly string[] {
  const { pattern, minLength, maxLength, truncate } = type;
  const isImplied = maxLength === DEFAULT_MAX_LENGTH || (maxLength ?? 0) >= (truncate ?? Infinity);
  return [
    ...(pattern === undefined ? [] : [`like ${code(pattern, "cell")}`]),
    ...range(minLength, isImplied ? undefined : maxLength, "characters"),
    ...(truncate === undefined ? [] : [`cut after ${truncate} characters`]),
  ];
}

/** Limits of a number, or of how many there are of something. Those that the type has anyhow are left out. */
function range(least: number | undefined, most: number | undefined, unit?: string): readonly string[] {
  const counted = unit === undefined ? "" : ` ${unit}`;
  const min = least === (unit === undefined ? Number.MIN_SAFE_INTEGER : 0) ? undefined : least;
  const max = most === Number.MAX_SAFE_INTEGER ? undefined : most;
  if (min !== undefined && max !== undefined) {
    return [min === max ? `exactly ${min}${counted}` : `${min} to ${max}${counted}`];
  }
  if (min === 1 && unit !== undefined) return ["not empty"];
  if (min !== undefined) return [`at least ${min}${counted}`];
  return max === undefined ? [] : [`at most ${max}${counted}`];
}
