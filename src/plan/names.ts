import { isPrintableAscii } from "../text/quote.ts";
import { capitalize } from "../text/words.ts";

/**
 * What the things of a plan are called in TypeScript. Properties keep their names; events, groups, actors and shared
 * enums get identifiers, and two that collide are an error in the plan, never a silent suffix.
 */

/** A thing that code has a name for: its name on the wire, and `as` where the plan sets the name in code apart. */
export interface NamedInCode {
  readonly name: string;
  readonly as?: string | undefined;
}

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
 * @example namesOfEvent({ name: "signup:done" }).helper // "trackSignupDone"
 * @example namesOfEvent({ name: "2fa_enabled" }).argument // "Event2faEnabled"
 * @example namesOfEvent({ name: "Order Paid", as: "orderPaid" }).helper // "trackOrderPaid"
 */
export function namesOfEvent({ name, as }: NamedInCode): EventNames {
  const pascal = pascalCase(as ?? name);
  const argument = typeName(pascal, "Event");
  return {
    helper: `track${pascal}`,
    argument,
    payload: `${argument}Payload`,
    definition: `${camelCase(argument)}Event`,
  };
}

/** The identifiers of a group: its interface of properties, and its definition. */
export function namesOfGroup(group: string): {
  readonly argument: string;
  readonly definition: string;
} {
  const argument = typeName(`${pascalCase(group)}Group`, "Group");
  return { argument, definition: camelCase(argument) };
}

/** The interface of what `identifyUser` may set on a person. */
export const PERSON_ARGUMENT = "PersonProperties";

/** The interface of the values that are given once for all events. */
export const COMMON_ARGUMENT = "CommonProperties";

/**
 * The schema that checks an interface, as a member of `schemas`.
 *
 * @example nameOfSchema("CheckoutCompleted") // "checkoutCompleted"
 */
export function nameOfSchema(argument: string): string {
  return camelCase(argument);
}

/** The named type of a shared enum, such as `Tier` for `tier`. */
export function nameOfSharedEnum({ name, as }: NamedInCode): string {
  return typeName(pascalCase(as ?? name), "Type");
}

/** Whether a name has a letter or a digit to derive a name in code from. */
export function hasNameInCode(name: string): boolean {
  return pascalCase(name) !== "";
}

/**
 * Characters that nobody sees, and marks that make text say other than it shows. Joiners and variation selectors are
 * none: emoji and some scripts are made with them.
 */
const INVISIBLE =
  "[\\p{Cc}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Bidi_Control}]|(?![\\u200c\\u200d\\ufe0e\\ufe0f\\u{e0020}-\\u{e007f}])\\p{DI}";

/**
 * What the names of events, properties, groups and actors can be, as far as a pattern can say it: what begins with `$` is
 * PostHog's. See {@link isName}.
 */
export const NAME_PATTERN = `^(?![$\\s])(?![\\s\\S]*(?:\\s\\s|\\s$|${INVISIBLE}))[\\s\\S]{1,200}$`;

/** Longest name of an event that PostHog does not cut, in code units: the runtime counts them too. */
export const MAX_NAME_LENGTH = 200;

/** Whether a text can be a name: printable, in normal form C, and without white space that nobody sees. */
export function isName(text: string): boolean {
  if (text.length > MAX_NAME_LENGTH) return false;
  // Fast path: most names. V8 takes longer to read Unicode's classes than other rules take for a small plan.
  if (/^\w+(?:[ .:-]\w+)*$/.test(text)) return true;
  return new RegExp(NAME_PATTERN, "u").test(text) && text === text.normalize("NFC");
}

/** Whether a text has only characters that people see, and white space. */
export function isPrintable(text: string): boolean {
  return isPrintableAscii(text) || !new RegExp(INVISIBLE, "u").test(text);
}

/** An identifier of letters and digits: what `as` can be. */
export const CODE_NAME_PATTERN = "^\\p{ID_Start}(?:(?=[\\p{L}\\p{N}\\p{M}])\\p{ID_Continue})*$";

/** Whether a text can be `as`. */
export function isCodeName(text: string): boolean {
  return new RegExp(CODE_NAME_PATTERN, "u").test(text);
}

/** Letters and digits that identifiers of ECMAScript may hold, with the marks on them. Other characters separate words. */
function wordsOf(name: string): readonly string[] {
  // Fast path: most names. Looking up properties of characters takes ten times as long.
  const words = isPrintableAscii(name)
    ? /[A-Za-z0-9]+/g
    : /(?=[\p{L}\p{N}])\p{ID_Continue}(?:(?=[\p{L}\p{N}\p{M}])(?!\p{DI})\p{ID_Continue})*/gu;
  return name.match(words) ?? [];
}

/**
 * Words joined with capitals. Capitals inside a word stay.
 *
 * @example pascalCase("checkout_completed") // "CheckoutCompleted"
 * @example pascalCase("signup:done") // "SignupDone"
 * @example pascalCase("signedUp") // "SignedUp"
 * @example pascalCase("???") // ""
 */
export function pascalCase(name: string): string {
  return wordsOf(name).map(capitalize).join("");
}

/** Like {@link pascalCase}, with a small first letter. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  const [first = ""] = pascal;
  return first.toLowerCase() + pascal.slice(first.length);
}

/** A name that begins as identifiers do: with a letter. */
export function typeName(pascal: string, thing: "Event" | "Group" | "Actor" | "Type"): string {
  return /^(?:[A-Za-z]|\p{ID_Start})/u.test(pascal) ? pascal : thing + pascal;
}

/**
 * What two names have in common that differ only in case, separators, width or normal form. Empty for a name without
 * letters and digits.
 *
 * @example looseForm("Order Paid") === looseForm("order_paid") // true
 */
export function looseForm(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(isPrintableAscii(name) ? /[^a-z0-9]/g : /[^\p{L}\p{N}\p{M}]/gu, "");
}
