import {
  type HolderKind,
  type Pointer,
  type Property,
  type PropertyType,
  usualPii,
} from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { TYPE_KEYS } from "../../format/property-body.ts";
import { byCodeUnit } from "../../text/order.ts";
import { readDeprecation } from "../deprecation.ts";
import { checkName } from "../names.ts";
import type { Reading } from "../reading.ts";
import { quote } from "../words.ts";
import {
  type PropertyContents,
  type ContentKey,
  type ResolvedProperty,
  blame,
  has,
} from "./property-content.ts";
import { resolveProperty } from "./resolve.ts";
import { readSource } from "./source.ts";
import { readType } from "./type.ts";
import { refusalOf } from "./value.ts";

/** The properties of an event, a person, a group or an object. */
interface UnreadProperties {
  readonly bodies: PropertyContents | undefined;
  readonly at: Pointer;
  readonly holder: HolderKind;
}

/** Reads properties in the author's order, without the invalid ones, which were reported. */
export function readProperties(
  reading: Reading,
  { bodies, at, holder }: UnreadProperties,
): readonly Property[] {
  const names = (bodies && reading.keyOrders.get(bodies)) ?? Object.keys(bodies ?? {});
  return names.flatMap((name) => {
    const body = bodies?.[name];
    const place = [...at, name];
    checkName("property", place, reading.report);
    if (body === undefined) return [];
    const resolved = resolveProperty(reading, { name, body, at: place, inObject: holder === "object" });
    const property = resolved && readProperty(reading, { name, body: resolved, holder, siblings: names });
    return property ? [property] : [];
  });
}

/** Reads one property with `use` resolved. Nothing when it is invalid, which was reported. */
export function readProperty(
  reading: Reading,
  {
    name,
    body,
    holder,
    siblings,
  }: { name: string; body: ResolvedProperty; holder: HolderKind; siblings: readonly string[] },
): Property | undefined {
  const { keys, own, at } = body;
  const before = reading.report.errorCount();
  const type = readType(reading, body);
  const nullable = keys.nullable ?? false;
  if (type !== undefined) {
    for (const key of ["default", "const", "example"] as const) {
      checkValue(reading, { body, key, type, nullable });
    }
  }
  const source = readSource(reading, body, { holder, siblings });
  const deprecated = readDeprecation(reading.report, {
    deprecated: keys.deprecated,
    at: [...at, "deprecated"],
    // An inherited deprecation is checked at the shared property.
    successors:
      own.deprecated === undefined ? undefined : { names: new Set(siblings), self: name, thing: "property" },
  });
  if (type === undefined || source === undefined || reading.report.errorCount() > before) return undefined;
  return {
    name,
    at,
    type,
    source,
    nullable,
    requiredWith: readRequiredWith(reading, body, holder),
    description: keys.description,
    unit: keys.unit,
    example: keys.example as JsonValue | undefined,
    pii: keys.pii ?? usualPii(type),
    piiStated: keys.pii === undefined ? undefined : true,
    deprecated,
    renamedFrom: own.renamed_from,
    use: body.base,
  };
}

/** Reads with which others a property is required: of one event, so it is not inherited. */
function readRequiredWith(
  { report }: Reading,
  { at, own }: ResolvedProperty,
  holder: HolderKind,
): Property["requiredWith"] {
  const names = own.required_with;
  if (names === undefined) return undefined;
  if (holder !== "event") {
    report.add({
      code: "required-with-invalid",
      at: [...at, "required_with"],
      part: "key",
      message: "`required_with` names properties of an event, and this is not a property of an event.",
      hint:
        holder === "shared" || holder === "bundle" ? "Write it at the property of each event." : "Remove it.",
    });
  }
  return [...new Set(names)].toSorted(byCodeUnit);
}

/** Reports a value that the property's own type does not accept. */
function checkValue(
  { report }: Reading,
  {
    body,
    key,
    type,
    nullable,
  }: { body: ResolvedProperty; key: "default" | "const" | "example"; type: PropertyType; nullable: boolean },
): void {
  // Errors inside the value were reported.
  if (!has(body.keys, key) || report.hasErrorIn([...body.at, key])) return;
  const suspects: readonly ContentKey[] = [key, "type", ...TYPE_KEYS, "nullable", "use"];
  const at = blame(body, ...suspects);
  const refusal = at && refusalOf(type, body.keys[key], { nullable });
  if (at === undefined || refusal === undefined) return;
  const path = refusal.path.map(String).join(".");
  const inherited = at.at(-1) !== key;
  report.add({
    code: "value-not-accepted",
    at: inherited ? at : [...at, ...refusal.path],
    part: inherited ? "key" : undefined,
    message: `${quote(path === "" ? key : `${key}.${path}`)} ${refusal.reason}.`,
    hint: inherited
      ? `The \`${key}\` comes from the shared property ${quote(body.base)}; give one here.`
      : undefined,
  });
}
