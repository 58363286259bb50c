import type { Actor } from "../../plan/ids/identity.ts";
import type { Pointer } from "../../plan/pointer.ts";
import type { EventGroup, PlanEvent, Sets } from "../../plan/plan.ts";
import { didYouMean } from "../../text/nearest.ts";
import { type IntactEvent, type IntactPlan, namesOf } from "../intact.ts";
import type { Report } from "../report.ts";
import { quote } from "../words.ts";

/** Reads who sends an event, and reports one that the plan does not know, or that no browser can be. */
export function readActor(
  { intact, report }: { intact: IntactPlan; report: Report },
  { actor = "user", source }: Pick<IntactEvent, "actor" | "source">,
  at: Pointer,
): string {
  const actors = namesOf(intact.identity?.actors);
  const complete = !report.isBroken(["identity"]) && !report.isBroken(["identity", "actors"]);
  if (actor !== "user" && complete && !actors.includes(actor)) {
    report.add({
      code: "unknown-actor",
      at: [...at, "actor"],
      message: `There is no actor ${quote(actor)}.`,
      hint: didYouMean(actor, ["user", ...actors]) ?? "Define it under `identity.actors`.",
    });
  } else if (actor !== "user" && (source === "client" || source === "both")) {
    report.add({
      code: "actor-on-client",
      at: [...at, "actor"],
      message: `The actor ${quote(actor)} is not a person, and with \`source: ${source}\` the frontend sends the event under one.`,
      hint: "Write `source: server`, or remove `actor`.",
    });
  }
  return actor;
}

/** What an event sends that PostHog takes note of only when its sender has a profile. */
interface ProfileParts {
  readonly groups: readonly EventGroup[];
  readonly sets: Sets;
}

const IGNORED = "PostHog ignores groups and `sets` on events without a profile";

/** Reports what is lost on an event whose actor has no profile. */
export function checkProfile(
  report: Report,
  {
    actors,
    event,
    parts,
  }: { actors: readonly Actor[]; event: Pick<PlanEvent, "actor" | "at">; parts: ProfileParts },
): void {
  const actor = actors.find(({ name }) => name === event.actor);
  if (actor === undefined || actor.profile) return;
  const { groups, sets } = parts;
  const related = [{ at: actor.at, part: "key", message: "The actor is here." }] as const;
  if ([sets.person, sets.personOnce, sets.groups].some((set) => set.length > 0)) {
    report.add({
      code: "sets-without-profile",
      at: [...event.at, "sets"],
      part: "key",
      message: `${IGNORED}, and the actor ${quote(actor.name)} has none.`,
      hint: "Give the actor `profile: true`, or remove `sets`.",
      related,
    });
  }
  for (const { group, property } of groups) {
    report.add({
      code: "group-without-profile",
      at: [...event.at, "properties", property],
      part: "key",
      message: `${IGNORED}, and the actor ${quote(actor.name)} has none: the event does not count for the group ${quote(group)}.`,
      hint: `Give the actor \`profile: true\`, or say that it is meant so: \`groups: { ${group}: false }\`.`,
      related,
    });
  }
}
