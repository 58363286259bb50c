import type { Pointer } from "../../plan/pointer.ts";
import type { Property } from "../../plan/property.ts";
import { didYouMean } from "../../text/nearest.ts";
import type { Report } from "../report.ts";
import { quote } from "../words.ts";

/** The properties of one event, for what refers to them. */
export interface EventScope {
  /** Every name, those of broken properties included. */
  readonly names: readonly string[];
  /** Whether `names` are all: the event's `properties` have the right shape. */
  readonly complete: boolean;
  /** Finds a property. Reports one that does not exist; is silent on one that is broken, which was told. */
  find(name: string, at: Pointer): Property | undefined;
  /** Whether a property of the name is there, broken or not. */
  has(name: string): boolean;
}

/** The scope of an event whose properties were read. */
export function createEventScope(
  report: Report,
  {
    names,
    properties,
    complete,
  }: { names: readonly string[]; properties: readonly Property[]; complete: boolean },
): EventScope {
  const known = new Set(names);
  const byName = new Map(properties.map((property) => [property.name, property]));
  return {
    names,
    complete,
    has: (name) => known.has(name),
    find(name, at) {
      if (!known.has(name) && complete) report.add({ at, ...unknownProperty(name, names) });
      return byName.get(name);
    },
  };
}

/** What is said of a name that is no property of the event. */
export function unknownProperty(
  name: string,
  names: readonly string[],
): { readonly code: "unknown-property"; readonly message: string; readonly hint: string | undefined } {
  return {
    code: "unknown-property",
    message: `${quote(name)} is not a property of this event.`,
    hint: didYouMean(name, names) ?? "Add it under the event's `properties`.",
  };
}
