import type { Pointer } from "../../plan/pointer.ts";
import type { Idempotency } from "../../plan/plan.ts";
import type { DraftEvent } from "../draft.ts";
import type { Report } from "../report.ts";
import { quote, withArticle } from "../words.ts";
import type { EventScope } from "./event-scope.ts";

type DraftIdempotency = NonNullable<DraftEvent["idempotency"]>;

const NOT_SINGLE: ReadonlySet<string> = new Set(["array", "object", "map", "json"]);

/** Reads what makes two sends one event. A bare list of properties is short for `key`. */
export function readIdempotency(
  report: Report,
  { idempotency, at, scope }: { idempotency: DraftIdempotency; at: Pointer; scope: EventScope },
): Idempotency | undefined {
  if (isList(idempotency)) return { key: readKey(report, idempotency, at, scope) };
  const { key, at: time } = idempotency;
  if (key === undefined) return undefined;
  if (key === "once" || key === "caller") return { key: { kind: key }, at: time };
  return { key: readKey(report, key, [...at, "key"], scope), at: time };
}

function isList(value: DraftIdempotency): value is readonly string[] {
  return Array.isArray(value);
}

function readKey(
  report: Report,
  properties: readonly string[],
  at: Pointer,
  scope: EventScope,
): Idempotency["key"] {
  for (const [index, name] of properties.entries()) {
    const place = [...at, index];
    const property = scope.find(name, place);
    const repeated = properties.indexOf(name) < index;
    if (!repeated && (property === undefined || !NOT_SINGLE.has(property.type.kind))) continue;
    report.add({
      code: "idempotency-property",
      at: place,
      message: repeated
        ? `${quote(name)} stands twice in the key.`
        : `${quote(name)} is ${withArticle(property?.type.kind ?? "json")}, and a key is made of single values.`,
      hint: repeated ? "Remove one of the two." : "Name another property, or take `key: caller`.",
    });
  }
  return { kind: "properties", properties };
}
