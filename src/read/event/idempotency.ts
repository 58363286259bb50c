import type { Idempotency } from "../../plan/plan.ts";
import { nameOfType, type Pointer, type Property } from "../../plan/property.ts";
import type { EventContent } from "../content.ts";
import type { Report } from "../report.ts";
import { quote, withArticle } from "../words.ts";
import type { EventScope } from "./event-properties.ts";

type IdempotencyContent = NonNullable<EventContent["idempotency"]>;

/** Reads the idempotency key. A bare list of properties, or a bare word, is short for `key`. */
export function readIdempotency(
  report: Report,
  { idempotency, at, scope }: { idempotency: IdempotencyContent; at: Pointer; scope: EventScope },
): Idempotency | undefined {
  if (isList(idempotency)) return { key: readKey(report, idempotency, at, scope) };
  if (typeof idempotency === "string") return { key: { kind: idempotency } };
  const { key, at: time } = idempotency;
  if (key === undefined) return undefined;
  if (key === "once" || key === "caller") return { key: { kind: key }, at: time };
  return { key: readKey(report, key, [...at, "key"], scope), at: time };
}

function isList(value: IdempotencyContent): value is readonly string[] {
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
      message: "The key has only constants: all events of a person would count as one.",
      hint: "Add a property that differs between events, or write `key: once`.",
    });
  }
  return { kind: "properties", properties: names };
}

interface KeyFault {
  /** The end of a sentence that begins with the property's name. */
  readonly message: string;
  readonly hint: string;
}

const REPEATED: KeyFault = { message: "is repeated in the key", hint: "Remove one of the two." };

/** Types that no key has: their text would depend on the order of what is in them. */
const UNORDERED: ReadonlySet<string> = new Set(["json", "array", "map", "object"]);

function findFault({ type, source, only }: Property): KeyFault | undefined {
  if (UNORDERED.has(type.kind)) {
    return {
      message: `is ${withArticle(nameOfType(type))}, but a key consists of scalar values`,
      hint: "Use another property, or `key: caller`.",
    };
  }
  if (type.kind === "union") {
    return {
      message: `is ${withArticle(nameOfType(type))}, but a key needs one type: \`1\` and \`"1"\` would be the same`,
      hint: "Use a property of one type, or `key: caller`.",
    };
  }
  if (only !== undefined) {
    return {
      message: `is sent by the ${only} alone, so the two sides would make different keys`,
      hint: "Use a property that both sides send.",
    };
  }
  if (source.kind !== "computed") return undefined;
  return {
    message: "is computed, but a key consists of arguments",
    hint: "Use the properties that it is computed from.",
  };
}

/** Reports an event of both sides without a key or an owner side, and an owner side of any other event. */
export function checkSides(
  { source, idempotency, owner_side: ownerSide }: EventContent,
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
      message: "`owner_side` has no effect without `source: both`.",
      hint: "Remove it, or write `source: both`.",
    });
    return;
  }
  if (idempotency === undefined && !report.hasErrorIn([...at, "idempotency"])) {
    report.add({
      code: "missing-key",
      at: [...at, "source"],
      message:
        "`source: both` requires `idempotency`: without a key, events that both sides send count twice.",
      hint: "Add `idempotency: { key: … }`.",
    });
  }
  if (ownerSide === undefined && !report.hasErrorIn([...at, "owner_side"])) {
    report.add({
      code: "missing-key",
      at: [...at, "source"],
      message: "`source: both` requires `owner_side`: the side that must send the event.",
      hint: "Add `owner_side: server` or `owner_side: client`; the other is the safety net.",
    });
  }
}
