/**
 * Which persons PostHog makes of the events it receives: an event makes a person of its distinct_id, and
 * `$identify` (with `$anon_distinct_id`) and `$create_alias` (with `alias`) make one person of two ids.
 * From PostHog/posthog, `nodejs/src/worker/ingestion/persons` (`person-event-processor.ts` and
 * `person-merge-service.ts`), where persons are settled one event after the other, as they arrive.
 */
import type { CapturedEvent } from "./captured-event.ts";
import { isUnmergeable } from "./illegal-ids.ts";

/** A person as PostHog would list them. */
export interface Person {
  /** All ids that are this person, in the order in which they were added. */
  readonly distinctIds: readonly string[];
  /** Whether an `$identify` or `$create_alias` settled who it is. An identified person is never merged into another. */
  readonly identified: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Why they are one person, in the order received. */
  readonly joins: readonly Join[];
  /**
   * The events that count for this person, in the order received. Those that the browser sent before it identified
   * (`$process_person_profile: false`) count once their id belongs to a person.
   */
  readonly events: readonly CapturedEvent[];
}

/** Two ids that became one person. */
export interface Join {
  readonly ids: readonly [id: string, other: string];
  /** The event that said so. */
  readonly by: CapturedEvent;
}

/** What came of a list of events. */
export interface PersonsReport {
  readonly persons: readonly Person[];
  /** Ids that only sent events without a person profile: visitors that nobody has identified. */
  readonly anonymous: readonly string[];
  /** What PostHog would show among its ingestion warnings. */
  readonly warnings: readonly PersonWarning[];
}

/** A merge that PostHog refuses, or an event that it drops. */
export interface PersonWarning {
  readonly code:
    | "cannot_merge_with_illegal_distinct_id"
    | "cannot_merge_already_identified"
    | "dropped_without_profile";
  readonly event: CapturedEvent;
}

/** These events are about a person, and are dropped when they ask for no profile. */
const PERSON_EVENTS = new Set(["$identify", "$create_alias", "$merge_dangerously", "$groupidentify"]);

/**
 * Settles persons from events in the order received, as PostHog would.
 *
 * @example
 * const { persons } = settlePersons(endpoint.events());
 * persons.length; // how many people PostHog believes there are
 */
export function settlePersons(events: readonly CapturedEvent[]): PersonsReport {
  const ledger = new PersonLedger();
  const sent = events.filter((event) => ledger.take(event));
  const persons = ledger.persons().map((person) =>
    Object.assign(person, {
      events: sent.filter((event) => person.distinctIds.includes(event.distinctId)),
    }),
  );
  const anonymous = sent.map((event) => event.distinctId).filter((id) => !ledger.isPerson(id));
  return { persons, anonymous: [...new Set(anonymous)], warnings: ledger.warnings };
}

interface Draft {
  readonly distinctIds: Set<string>;
  identified: boolean;
  properties: Record<string, unknown>;
  readonly joins: Join[];
}

/** Settles persons as {@link settlePersons} does, one event after the other. */
export class PersonLedger {
  readonly warnings: PersonWarning[] = [];
  readonly #byId = new Map<string, Draft>();

  /** @returns whether PostHog keeps the event */
  take(event: CapturedEvent): boolean {
    if (event.properties["$process_person_profile"] === false) {
      if (!PERSON_EVENTS.has(event.event)) return true;
      this.warnings.push({ code: "dropped_without_profile", event });
      return false;
    }
    const other = mergedId(event);
    if (other !== undefined) this.#merge(event, other);
    const person = this.#byId.get(event.distinctId) ?? this.#add(newDraft(), event.distinctId);
    setProperties(person, event);
    return true;
  }

  /** All persons, in the order in which they came to be. */
  persons(): Omit<Person, "events">[] {
    return [...new Set(this.#byId.values())].map(({ distinctIds, identified, properties, joins }) => ({
      distinctIds: [...distinctIds],
      identified,
      properties,
      joins,
    }));
  }

  /** Whether an id belongs to a person. */
  isPerson(id: string): boolean {
    return this.#byId.has(id);
  }

  /** Makes one person of the event's distinct_id and another id, or warns as PostHog does. */
  #merge(event: CapturedEvent, otherId: string): void {
    if (otherId === event.distinctId) return;
    if (isUnmergeable(event.distinctId) || isUnmergeable(otherId)) {
      this.warnings.push({ code: "cannot_merge_with_illegal_distinct_id", event });
      return;
    }
    const into = this.#byId.get(event.distinctId);
    const other = this.#byId.get(otherId);
    if (into !== undefined && other !== undefined && into !== other) {
      if (other.identified && event.event !== "$merge_dangerously") {
        this.warnings.push({ code: "cannot_merge_already_identified", event });
        return;
      }
      into.properties = { ...other.properties, ...into.properties };
      into.joins.push(...other.joins);
      for (const id of other.distinctIds) this.#add(into, id);
    }
    const person = into ?? other ?? newDraft();
    if (into === undefined || into !== other)
      person.joins.push({ ids: [event.distinctId, otherId], by: event });
    this.#add(person, event.distinctId);
    this.#add(person, otherId);
    person.identified = true;
  }

  #add(person: Draft, id: string): Draft {
    person.distinctIds.add(id);
    this.#byId.set(id, person);
    return person;
  }
}

function newDraft(): Draft {
  return { distinctIds: new Set(), identified: false, properties: {}, joins: [] };
}

/** The id that this event says is the same person as its distinct_id. */
function mergedId(event: CapturedEvent): string | undefined {
  const other =
    event.event === "$identify"
      ? event.properties["$anon_distinct_id"]
      : event.event === "$create_alias" || event.event === "$merge_dangerously"
        ? event.properties["alias"]
        : undefined;
  return other === undefined || other === null ? undefined : String(other);
}

function setProperties(person: Draft, event: CapturedEvent): void {
  const once = asRecord(event.properties["$set_once"]);
  const always = asRecord(event.properties["$set"]);
  person.properties = { ...once, ...person.properties, ...always };
  const unset = event.properties["$unset"];
  for (const name of Array.isArray(unset) ? unset : Object.keys(asRecord(unset))) {
    delete person.properties[String(name)];
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
