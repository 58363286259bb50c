import { camelCase, pascalCase } from "../../../plan/names.ts";

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
 * What an id is called in TypeScript. All but `rule` and `words` are exported.
 *
 * @param name - `user`, or the name of an actor or of a group
 * @param kind - `key` for groups, whose ids PostHog calls keys
 * @example namesOfId("nightly_job", "id").type // "NightlyJobId"
 * @example namesOfId("organization", "key").parse // "parseOrganizationKey"
 */
export function namesOfId(name: string, kind: "id" | "key"): IdNames {
  const type = pascalCase(name) + pascalCase(kind);
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

/** The exports of `user-id.ts` that every plan has, beside those of its ids. */
export const CONTRACT_EXPORTS: readonly string[] = ["UserIdError", "UserIdRefusal", "eventUuid"];
