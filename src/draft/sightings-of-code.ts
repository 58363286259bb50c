import type { Call, CodeFacts, GivenProperty, Span } from "../audit/facts/facts.ts";
import type { SeenProperty, Sighting } from "./sighting.ts";

/** What code tells: sightings, and names of events that are made at run time. */
interface CodeSightings {
  readonly sightings: readonly Sighting[];
  /** Sentences, each with its place. */
  readonly dynamic: readonly string[];
}

/** The calls of code that reach PostHog beside helpers: what helpers send is in the plan already. */
export function sightingsOfCode({ calls }: CodeFacts, placeOf: (span: Span) => string): CodeSightings {
  const direct = calls.filter(({ via }) => via.kind !== "helper");
  return {
    sightings: direct.flatMap((call) => sightingsOf(call, placeOf)),
    dynamic: direct.flatMap(({ action, event }) =>
      action === "capture" && event?.dynamic !== undefined
        ? [
            `${placeOf(event.span)} makes the event's name at run time, so it is not in the plan: \`${event.dynamic}\`.`,
          ]
        : [],
    ),
  };
}

/** Properties by which calls set what is known of the person. */
const SETS: ReadonlySet<string> = new Set(["$set", "$set_once"]);

function sightingsOf(call: Call, placeOf: (span: Span) => string): readonly Sighting[] {
  const { action, event, via, side, groupTypes } = call;
  const given = call.properties?.properties ?? [];
  const seen = {
    place: placeOf(event?.span ?? call.span),
    groups: action === "capture" ? groupTypes : [],
    properties: given.filter(({ name }) => !SETS.has(name)).map(seenProperty),
    unknown: call.properties?.unknown ?? [],
    sure: via.kind === "helper" || via.sure,
  };
  const person = given.filter(({ name }) => SETS.has(name)).flatMap(membersOf);
  const ofPerson: readonly Sighting[] =
    person.length === 0 ? [] : [{ ...seen, about: { kind: "person" }, properties: person, unknown: [] }];
  switch (action) {
    case "capture":
      return event === undefined
        ? ofPerson
        : [{ ...seen, about: { kind: "events", names: event.values, side } }, ...ofPerson];
    case "identify":
      return ofPerson.length > 0 ? ofPerson : [{ ...seen, about: { kind: "person" } }];
    case "group":
    case "groupIdentify":
      return [{ ...seen, about: { kind: "group", types: groupTypes } }];
    case "alias":
    case "reset":
    case "logout":
      return [];
    default:
      return action satisfies never;
  }
}

function seenProperty({ name, shape, optional }: GivenProperty): SeenProperty {
  return { name, shape, optional };
}

function membersOf({ shape }: GivenProperty): readonly SeenProperty[] {
  return shape.kind === "object" ? shape.properties : [];
}
