import type { Pointer } from "../../plan/pointer.ts";
import type { PropertyType } from "../../plan/property.ts";
import type { Reading } from "../reading.ts";
import { quote } from "../words.ts";
import { readType } from "./type.ts";

/** How deep objects may contain shared properties that are objects. */
const MAX_NESTING = 20;

/**
 * Reads the type of each shared property once, and reports an object that contains itself.
 *
 * @param reading - later, because it needs the result
 */
export function createSharedTypes(reading: () => Reading): Reading["typeOfShared"] {
  const types = new Map<string, PropertyType | undefined>();
  const open: string[] = [];
  return (name, at) => {
    if (types.has(name)) return types.get(name);
    if (open.includes(name) || open.length >= MAX_NESTING) {
      reportNesting(reading(), [...open.slice(Math.max(0, open.indexOf(name))), name], at);
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

function reportNesting({ report }: Reading, chain: readonly string[], at: Pointer): void {
  const circular = chain.at(0) === chain.at(-1);
  report.add({
    code: circular ? "use-cycle" : "type-too-large",
    at,
    part: "key",
    message: circular
      ? `The property contains itself: ${chain.map(quote).join(" → ")}.`
      : `Shared properties contain one another more than ${MAX_NESTING} levels deep.`,
    hint: "Remove it, or make it a `json`.",
  });
}
