import { groupsOf, type ShownEvent } from "../observe/shown-event.ts";
import type { Session } from "../observe/session.ts";
import { isRecord } from "../text/json.ts";
import { quoteKey, quoteString } from "../text/quote.ts";

/**
 * An event as the line of a test that expects it, with what the plan has of its properties. Undefined for events that test
 * trackers do not record.
 *
 * @example
 * testCodeOf(event, definitions);
 * // expect(tracker).toHaveTracked(orderPlacedEvent, { tier: "pro" }, { user: "user_…" });
 */
export function testCodeOf(event: ShownEvent, definitions: Session["definitions"]): string | undefined {
  const name = event.planned ?? "";
  if (!Object.hasOwn(definitions, name)) return undefined;
  const { definition, properties } = definitions[name]!;
  const expected = properties
    .filter((property) => Object.hasOwn(event.properties, property))
    .map((property) => [property, event.properties[property]] as const);
  const groups = groupsOf(event);
  const context = [
    ["user", event.distinctId] as const,
    ...(event.event === name ? [] : [["sentAs", event.event] as const]),
    ...(groups.length === 0 ? [] : [["groups", Object.fromEntries(groups)] as const]),
  ];
  const parts = [definition, writeObject(expected, "  "), writeObject(context, "  ")];
  return `expect(tracker).toHaveTracked(\n${parts.map((part) => `  ${part},\n`).join("")});`;
}

function writeObject(entries: readonly (readonly [string, unknown])[], indentation: string): string {
  if (entries.length === 0) return "{}";
  const inner = `${indentation}  `;
  const members = entries.map(([key, value]) => `${inner}${quoteKey(key)}: ${writeValue(value, inner)},\n`);
  return `{\n${members.join("")}${indentation}}`;
}

function writeValue(value: unknown, indentation: string): string {
  if (typeof value === "string") return quoteString(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item, indentation)).join(", ")}]`;
  return isRecord(value) ? writeObject(Object.entries(value), indentation) : JSON.stringify(value);
}
