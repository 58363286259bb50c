import { canBeAbsent } from "./expression.ts";
import type { PropertySource } from "./property.ts";

/**
 * Whether what is sent may lack a property: the caller may leave it out and nothing fills it in, or computing it may come to
 * nothing, as a division by zero does. A default is sent in the place of what was left out.
 */
export function mayBeMissing(source: PropertySource): boolean {
  switch (source.kind) {
    case "const":
      return false;
    case "computed":
      return source.optional || canBeAbsent(source.expression);
    case "argument":
      return source.optional;
    default:
      return source satisfies never;
  }
}
