import { type PersonalFields, redact } from "../../portable/redact.ts";
import type { PlainObject } from "../../portable/values.ts";
import { Refused } from "../refusal.ts";
import { type HashText, HASH_LENGTH } from "../settings/personal-data.ts";
import type { Draft } from "./draft.ts";

/**
 * A draft without what is personal: text is replaced by its hash, everything else is removed. The uuids stay what they are, because the
 * draft has its key already.
 *
 * @param hash - absent where text is removed too
 * @throws Refused if a key of the message is personal: PostHog would keep it forever, and so would the uuid that is made from it
 */
export function redactDraft(draft: Draft, hash: HashText | undefined): Draft {
  const { personal, personalKey } = draft;
  if (personalKey !== undefined) {
    throw new Refused("personal_key", `a key of it is personal, which cannot be removed: ${personalKey}`);
  }
  if (personal === undefined) return draft;
  let hashed = 0;
  const redactOne = (properties: PlainObject, fields: PersonalFields): ReturnType<typeof redact> =>
    redact(properties, fields, hash && ((text) => ((hashed += 1), hash(text))));
  const { properties, names } = redactOne(draft.properties, personal.event);
  const groupUpdates = draft.groupUpdates.flatMap((update) => {
    const { properties: set, names: redacted } = redactOne(update.set, personal.groups?.[update.type] ?? {});
    return Object.keys(set).length > 0 ? [{ ...update, set, redacted }] : [];
  });
  const sets = ["$set", "$unset", "$group_set"].some((name) => Object.hasOwn(properties, name));
  return {
    ...draft,
    properties: names.length > 0 ? { ...properties, plan_redacted: names } : properties,
    groupUpdates,
    // Of an update, nothing may be left.
    isEmpty: draft.isEmpty === false && !sets,
    size: draft.size + hashed * HASH_LENGTH,
  };
}
