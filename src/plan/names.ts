import { capitalize } from "../text/words.ts";

/**
 * What the things of a plan are called in TypeScript. Properties keep their names; events, groups and shared
 * enums get identifiers, and two that collide are an error in the plan, never a silent suffix.
 */

/** The identifiers that one event gives. */
export interface EventNames {
  /** `trackCheckoutCompleted` */
  readonly helper: string;
  /** `CheckoutCompleted`: the interface of the helper's argument. */
  readonly argument: string;
  /** `CheckoutCompletedPayload`: the interface of what goes over the wire. */
  readonly payload: string;
  /**
   * `checkoutCompletedEvent`: the event's definition, for the runtime and for tests. The ending keeps events named
   * `delete` or `import` apart from the language's own words.
   */
  readonly definition: string;
}

/**
 * The identifiers of an event.
 *
 * @example namesOfEvent("checkout_completed").helper // "trackCheckoutCompleted"
 */
export function namesOfEvent(event: string): EventNames {
  const pascal = pascalCase(event);
  return {
    helper: `track${pascal}`,
    argument: pascal,
    payload: `${pascal}Payload`,
    definition: `${camelCase(event)}Event`,
  };
}

/** The identifiers of a group: its interface of properties, and its definition. */
export function namesOfGroup(group: string): {
  readonly argument: string;
  readonly definition: string;
} {
  return {
    argument: `${pascalCase(group)}Group`,
    definition: `${camelCase(group)}Group`,
  };
}

/** The interface of what `identifyUser` may set on a person. */
export const PERSON_ARGUMENT = "PersonProperties";

/**
 * The schema that checks an interface, as a member of `schemas`.
 *
 * @example nameOfSchema("CheckoutCompleted") // "checkoutCompleted"
 */
export function nameOfSchema(argument: string): string {
  return camelCase(argument);
}

/** The named type of a shared enum, such as `Tier` for `tier`. */
export function nameOfSharedEnum(property: string): string {
  return pascalCase(property);
}

/**
 * Words joined with capitals. Separators are `_`, `-` and space; capitals inside a word stay.
 *
 * @example pascalCase("checkout_completed") // "CheckoutCompleted"
 * @example pascalCase("Order Completed") // "OrderCompleted"
 * @example pascalCase("signedUp") // "SignedUp"
 */
export function pascalCase(name: string): string {
  return name
    .split(/[_\- ]+/u)
    .map(capitalize)
    .join("");
}

/** Like {@link pascalCase}, with a small first letter. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
}
