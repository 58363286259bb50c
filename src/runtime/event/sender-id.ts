import { refusalOfId } from "../../portable/ids.ts";
import type { ParsedId, PlanContract } from "../definition.ts";
import { Refused } from "../refusal.ts";

/** Which ids are meant, and how to parse them. */
export interface IdKind {
  /** For messages: `user`, or the name of an actor. */
  readonly kind: string;
  readonly parseId: (raw: unknown) => ParsedId;
}

/**
 * The canonical id of a person or an actor, from an id or from what its parser returned.
 *
 * A parsed id is parsed again: it costs little, and an object that only looks like one cannot smuggle an id in.
 * Never throws.
 */
export function idOf({ kind, parseId }: IdKind, sender: unknown): string | Refused {
  try {
    const parsed = failedParse(sender) ?? parseId(rawIdOf(sender));
    if (!parsed.ok)
      return new Refused("invalid_user_id", `the ${kind} id was not accepted: ${parsed.reason}`);
    if (refusalOfId(parsed.id) === undefined) return parsed.id;
    const detail = `PostHog would merge all senders with this ${kind} id into one person`;
    return new Refused("illegal_user_id", detail);
  } catch {
    return new Refused("invalid_user_id", `the ${kind} id could not be read`);
  }
}

/**
 * The user whom a request claims to come from, where that is another than the authenticated one. Only an id in its
 * canonical form counts: posthog-js also sends the ids of anonymous visitors. Never throws.
 */
export function findOtherUser(plan: PlanContract, userId: string, claim: unknown): string | undefined {
  if (typeof claim !== "string" || claim === userId) return undefined;
  return idOf(userKind(plan), claim) === claim ? claim : undefined;
}

/** The ids of the plan's people. */
export function userKind(plan: PlanContract): IdKind {
  return { kind: "user", parseId: plan.parseUserId };
}

/** What a parser refused before, with its reason; a reason of another form could hold what was refused. */
function failedParse(user: unknown): ParsedId | undefined {
  if (typeof user !== "object" || user === null) return undefined;
  const { ok, reason } = user as { readonly ok?: unknown; readonly reason?: unknown };
  if (ok !== false || typeof reason !== "string" || !/^[a-z_]{1,40}$/u.test(reason)) return undefined;
  return { ok, reason };
}

/** `undefined` is refused by every contract. */
function rawIdOf(user: unknown): unknown {
  if (typeof user !== "object" || user === null) return user;
  const parsed = user as { readonly ok?: unknown; readonly id?: unknown };
  return parsed.ok === true ? parsed.id : undefined;
}
