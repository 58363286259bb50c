import { camelCase, pascalCase, typeName } from "../names.ts";

/** The identifiers that one kind of id gives to `user-id.ts`. */
export interface IdNames {
  /** `UserId` */
  readonly type: string;
  /** `ParsedUserId` */
  readonly parsed: string;
  /** `parseUserId` */
  readonly parse: string;
  /** `userId` */
  readonly make: string;
  /** `isUserId` */
  readonly is: string;
  /** `userIdRule`; not exported. */
  readonly rule: string;
  /** For people: `user id`. */
  readonly words: string;
}

/**
 * What an id is called in TypeScript.
 *
 * @param name - `user`, or the name of an actor or of a group
 * @param kind - `key` for groups, whose ids PostHog calls keys
 * @example namesOfId("nightly_job", "id").type // "NightlyJobId"
 * @example namesOfId("organization", "key").parse // "parseOrganizationKey"
 */
export function namesOfId(name: string, kind: "id" | "key"): IdNames {
  const type = typeName(pascalCase(name) + pascalCase(kind), kind === "id" ? "Actor" : "Group");
  const make = camelCase(type);
  return {
    type,
    parsed: `Parsed${type}`,
    parse: `parse${type}`,
    make,
    is: `is${type}`,
    rule: `${make}Rule`,
    words: `${name.replaceAll(/[_\- ]+/gu, " ")} ${kind}`,
  };
}

/**
 * What an id exports from `user-id.ts`. Names of two ids can collide, such as those of the actors `job` and `parse_job`:
 * that is an error in the plan.
 */
export function exportsOfId({ type, parsed, parse, make, is }: IdNames): readonly string[] {
  return [type, parsed, parse, make, is];
}
