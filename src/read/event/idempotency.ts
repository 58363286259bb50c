import { canBeKeyPart } from "../../plan/ids/key-encoding.ts";
import type { Idempotency } from "../../plan/plan.ts";
import type { Pointer } from "../../plan/pointer.ts";
import type { Property } from "../../plan/property.ts";
import type { IntactEvent } from "../intact.ts";
import type { Report } from "../report.ts";
import { quote, withArticle } from "../words.ts";
import type { EventScope } from "./event-properties.ts";

type IntactIdempotency = NonNullable<IntactEvent["idempotency"]>;

/** Reads what makes two sends one event. A bare list of properties is short for `key`. */
export function readIdempotency(
  report: Report,
  { idempotency, at, scope }: { idempotency: IntactIdempotency; at: Pointer; scope: EventScope },
): Idempotency | undefined {
  if (isList(idempotency)) return { key: readKey(report, idempotency, at, scope) };
  const { key, at: time } = idempotency;
  if (key === undefined) return undefined;
  if (key === "once" || key === "caller") return { key: { kind: key }, at: time };
  return { key: readKey(report, key, [...at, "key"], scope), at: time };
}

function isList(value: IntactIdempotency): value is readonly string[] {
  return Array.isArray(value);
}

function readKey(
  report: Report,
  names: readonly string[],
  at: Pointer,
  scope: EventScope,
): Idempotency["key"] {
  const found = names.map((name, index) => scope.find(name, [...at, index]));
  for (const [index, name] of names.entries()) {
    const fault = names.indexOf(name) < index ? REPEATED : found[index] && findFault(found[index]);
    if (fault === undefined) continue;
    const { message, hint } = fault;
    report.add({
      code: "idempotency-property",
      at: [...at, index],
      message: `${quote(name)} ${message}.`,
      hint,
    });
  }
  if (found.every((property) => property?.source.kind === "const")) {
    report.add({
      code: "idempotency-property",
      at,
      part: "key",
      message: "The key has constants only, so that all events of a person are one.",
      hint: "Name a property that tells them apart, or write `key: once`.",
    });
  }
  return { kind: "properties", properties: names };
}

interface KeyFault {
  /** The end of a sentence that begins with the property's name. */
  readonly message: string;
  readonly hint: string;
}

const REPEATED: KeyFault = { message: "stands twice in the key", hint: "Remove one of the two." };

function findFault({ type, source }: Property): KeyFault | undefined {
  if (!canBeKeyPart(type)) {
    return {
      message: `is ${withArticle(type.kind)}, and a key is made of single values`,
      hint: "Name another property, or take `key: caller`.",
    };
  }
  if (source.kind !== "computed") return undefined;
  return {
    message: "is computed, and a key is made of what callers pass",
    hint: "Name the properties that it is computed from.",
  };
}

/** Reports an event of both sides of which it is not said when it counts once or who has to send it, and the reverse. */
export function checkSides(
  { source, idempotency, owner_side: ownerSide }: IntactEvent,
  at: Pointer,
  report: Report,
): void {
  if (report.isBroken([...at, "source"])) return;
  if (source !== "both") {
    if (ownerSide === undefined) return;
    report.add({
      code: "key-without-partner",
      at: [...at, "owner_side"],
      part: "key",
      message: "`owner_side` says nothing without `source: both`.",
      hint: "Remove it, or write `source: both`.",
    });
    return;
  }
  if (idempotency === undefined && !report.hasErrorIn([...at, "idempotency"])) {
    report.add({
      code: "missing-key",
      at: [...at, "source"],
      message: "`source: both` needs `idempotency`: without a key, what both sides send counts twice.",
      hint: "Add `idempotency: { key: … }`.",
    });
  }
  if (ownerSide === undefined && !report.hasErrorIn([...at, "owner_side"])) {
    report.add({
      code: "missing-key",
      at: [...at, "source"],
      message: "`source: both` needs `owner_side`: the side that has to send the event.",
      hint: "Add `owner_side: server` or `owner_side: client`; the other is the safety net.",
    });
  }
}
