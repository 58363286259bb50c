import { groupsOf, type ShownEvent } from "../observe/shown-event.ts";
import { isRecord } from "../text/json.ts";

/** A group as PostHog would list it. */
export interface ShownGroup {
  readonly type: string;
  readonly key: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** How many events were sent to it. */
  readonly events: number;
  readonly last: number;
}

/** More groups are not told apart, so that memory is bounded. */
const MAX_GROUPS = 100_000;

/** Settles groups and their properties, one event after the other. */
export class Groups {
  readonly #groups = new Map<string, ShownGroup>();

  take(event: ShownEvent): void {
    const { properties } = event;
    const { $group_type: type, $group_key: key, $group_set: set } = properties;
    if (event.event === "$groupidentify" && typeof type === "string" && key !== undefined) {
      this.#change(type, String(key), {
        properties: isRecord(set) ? set : {},
        events: 0,
        last: event.receivedAt,
      });
    }
    for (const [name, value] of groupsOf(event)) {
      this.#change(name, value, { properties: {}, events: 1, last: event.receivedAt });
    }
  }

  /** All of them, which was seen last first. */
  list(): readonly ShownGroup[] {
    return [...this.#groups.values()].toSorted((a, b) => b.last - a.last);
  }

  #change(type: string, key: string, { properties, events, last }: Omit<ShownGroup, "type" | "key">): void {
    const name = JSON.stringify([type, key]);
    const before = this.#groups.get(name);
    if (before === undefined && this.#groups.size >= MAX_GROUPS) return;
    this.#groups.set(name, {
      type,
      key,
      properties: { ...before?.properties, ...properties },
      events: (before?.events ?? 0) + events,
      last,
    });
  }
}
