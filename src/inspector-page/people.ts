import { type Join, PersonLedger, type PersonWarning } from "../endpoint/persons.ts";
import type { ShownEvent } from "../observe/shown-event.ts";

/** A person as PostHog would list them, or a visitor that has no profile. */
export interface ShownPerson {
  readonly ids: readonly string[];
  readonly kind: "identified" | "person" | "visitor";
  readonly properties: Readonly<Record<string, unknown>>;
  readonly joins: readonly Join[];
  readonly events: number;
  /** When something of theirs arrived last. */
  readonly last: number;
  /** Who else they probably are, and what says so. */
  readonly alike: readonly Alike[];
}

export interface Alike {
  /** One of the other's ids. */
  readonly id: string;
  readonly by: "session" | "device";
}

/** More ids are not told apart, so that memory is bounded. */
const MAX_IDS = 100_000;

/** People that share a session or a device with more are told of these alone. */
const MAX_ALIKE = 20;

const SHARED = { session: "$session_id", device: "$device_id" } as const;

/** Settles who is who, one event after the other. */
export class People {
  readonly #ledger = new PersonLedger();
  readonly #ids = new Map<string, { events: number; last: number }>();
  /** The ids of each session and device. */
  readonly #together = new Map<string, { readonly by: Alike["by"]; readonly ids: Set<string> }>();

  get warnings(): readonly PersonWarning[] {
    return this.#ledger.warnings;
  }

  take({ event, distinctId, uuid, properties, receivedAt }: ShownEvent): void {
    const seen = this.#ids.get(distinctId) ?? { events: 0, last: 0 };
    if (this.#ids.size >= MAX_IDS && seen.events === 0) return;
    const isKept = this.#ledger.take({
      event,
      distinctId,
      uuid,
      properties,
      receivedAt: new Date(receivedAt),
    });
    if (!isKept) return;
    seen.events += 1;
    seen.last = receivedAt;
    this.#ids.set(distinctId, seen);
    for (const by of ["session", "device"] as const) {
      const value = properties[SHARED[by]];
      if (typeof value !== "string" || value === "") continue;
      const key = `${by} ${value}`;
      const { ids } = this.#together.get(key) ?? { ids: new Set() };
      this.#together.set(key, { by, ids: ids.add(distinctId) });
    }
  }

  /** All of them, who was seen last first. */
  list(): readonly ShownPerson[] {
    const persons = this.#ledger.persons();
    const visitors = [...this.#ids.keys()]
      .filter((id) => !this.#ledger.isPerson(id))
      .map((id) => ({
        distinctIds: [id],
        identified: false,
        properties: {},
        joins: [],
        kind: "visitor" as const,
      }));
    const everybody = [
      ...persons.map((person) =>
        Object.assign(person, { kind: person.identified ? ("identified" as const) : ("person" as const) }),
      ),
      ...visitors,
    ];
    const alike = this.#findAlike(
      new Map(everybody.flatMap((who) => who.distinctIds.map((id) => [id, who]))),
    );
    return everybody
      .map((who): ShownPerson => {
        const seen = who.distinctIds.flatMap((id) => this.#ids.get(id) ?? []);
        return {
          ids: who.distinctIds,
          kind: who.kind,
          properties: who.properties,
          joins: who.joins,
          events: seen.reduce((sum, { events }) => sum + events, 0),
          last: seen.reduce((latest, { last }) => Math.max(latest, last), 0),
          alike: [...(alike.get(who)?.values() ?? [])],
        };
      })
      .toSorted((a, b) => b.last - a.last);
  }

  /** Who shares a session or a device with whom, and is not the same person. */
  #findAlike<Who extends { readonly distinctIds: readonly string[] }>(
    byId: ReadonlyMap<string, Who>,
  ): ReadonlyMap<Who, ReadonlyMap<Who, Alike>> {
    const alike = new Map<Who, Map<Who, Alike>>();
    for (const { by, ids } of this.#together.values()) {
      if (ids.size < 2) continue;
      const who = [...new Set([...ids].flatMap((id) => byId.get(id) ?? []))].slice(0, MAX_ALIKE);
      for (const one of who) {
        const others = alike.get(one) ?? new Map<Who, Alike>();
        for (const other of who) {
          if (other !== one && !others.has(other)) others.set(other, { id: other.distinctIds[0]!, by });
        }
        if (others.size > 0) alike.set(one, others);
      }
    }
    return alike;
  }
}
