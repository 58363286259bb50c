import type { Pointer } from "../../plan/pointer.ts";
import type { PropertyType } from "../../plan/property.ts";
import type { Reading } from "../reading.ts";
import { quote } from "../words.ts";
import { readType } from "./type.ts";

/** Objects may hold shared properties that are objects, and so on, this deep. */
const MAX_NESTING = 20;

/**
 * Reads the types of shared properties, each once, and reports an object that holds itself.
 *
 * @param reading - what the types are read with, which is made of this
 */
export function createSharedTypes(reading: () => Reading): Reading["typeOfShared"] {
  const types = new Map<string, PropertyType | undefined>();
  const open: string[] = [];
  return (name, at) => {
    if (types.has(name)) return types.get(name);
    if (open.includes(name) || open.length >= MAX_NESTING) {
      refuseNesting(reading(), [...open.slice(Math.max(0, open.indexOf(name))), name], at);
      return undefined;
    }
    const body = reading().shared.find(name);
    open.push(name);
    const type = body && readType(reading(), body);
    open.pop();
    types.set(name, type);
    return type;
  };
}

function refuseNesting({ report }: Reading, chain: readonly string[], at: Pointer): void {
  const circular = chain.at(0) === chain.at(-1);
  report.add({
    code: circular ? "use-cycle" : "type-too-large",
    at,
    part: "key",
    message: circular
      ? `The property holds itself: ${chain.map(quote).join(" → ")}.`
      : `Shared properties hold one another more than ${MAX_NESTING} levels deep.`,
    hint: "Take it out, or make it a `json`.",
  });
}
