import type { DraftBundle, DraftGroup, DraftPlan } from "../draft/draft-plan.ts";
import { createCodeNames } from "../draft/names-in-code.ts";
import { asShared, inFull, isReference } from "../draft/share-properties.ts";
import type { NewEvent, NewProperty } from "../edit/new-event.ts";
import type { Loss } from "../exchange/losses.ts";
import { MAX_GROUP_TYPES } from "../format/facts.ts";
import { namesOfGroup } from "../plan/names.ts";
import type { Plan } from "../plan/plan.ts";
import { isSameBundle, typeTextOf } from "./differences.ts";
import type { PlaceOf } from "./importer.ts";

/** An import as a plan of its own. */
export interface ImportedPlan {
  /** As the importer made it. */
  readonly draft: DraftPlan;
  /** With shared properties and bundles. */
  readonly settled: DraftPlan;
  /** As it reads. */
  readonly plan: Plan;
}

/** What an import adds to a plan. */
export interface Additions extends Pick<
  DraftPlan,
  "events" | "properties" | "bundles" | "groups" | "person"
> {
  /** Properties of events and groups that the plan has. */
  readonly toKnown: readonly MoreOfKnown[];
  readonly losses: readonly Loss[];
}

interface MoreOfKnown {
  readonly section: "events" | "groups";
  readonly name: string;
  readonly properties: readonly NewProperty[];
}

/**
 * What a plan lacks of an import, as it can be added to it. Shared properties and bundles of the plan are used as they are; others
 * come along where the plan has nothing of their names. Properties of what the plan has are optional, since calls do not pass
 * them yet.
 */
export function mergeDraft(imported: ImportedPlan, plan: Plan, placeOf: PlaceOf): Additions {
  return new Merging(imported, plan, placeOf).additions();
}

/**
 * How a shared property of the import stands to the plan: the plan shares the same, or another one of the name; it can come along;
 * or it cannot, since the plan has the name elsewhere.
 */
type Standing = "same" | "other" | "new" | "inline";

class Merging {
  readonly #imported: ImportedPlan;
  readonly #plan: Plan;
  readonly #placeOf: PlaceOf;
  readonly #names;
  readonly #theirs;
  readonly #shared;
  readonly #bundles;
  readonly #inUse;
  readonly #standings = new Map<string, Standing>();
  readonly #losses: Loss[] = [];
  #groups = 0;

  constructor(imported: ImportedPlan, plan: Plan, placeOf: PlaceOf) {
    this.#imported = imported;
    this.#plan = plan;
    this.#placeOf = placeOf;
    this.#names = createCodeNames(plan);
    this.#theirs = byName(plan.properties);
    this.#shared = byName(imported.settled.properties);
    this.#bundles = byName(imported.settled.bundles);
    const holders = [...plan.events, ...plan.bundles, ...plan.groups];
    const used = [...holders.flatMap(({ properties }) => properties), ...plan.person];
    this.#inUse = new Set(used.map(({ name }) => name));
  }

  additions(): Additions {
    const { draft, settled } = this.#imported;
    const drafted = byName(draft.events);
    const isNew = lacking(this.#plan.events);
    // Names in code first: a shared enum must not take that of an event.
    const named = settled.events.filter(isNew).map((event) => {
      const { as, notes } = drafted.get(event.name) ?? event;
      return this.#names.nameEvent({ ...event, as, notes });
    });
    const groups = settled.groups
      .filter(lacking(this.#plan.groups))
      .filter((group) => this.#isRoomFor(group));
    const events = named.map((event) => this.#newEvent(event));
    const toKnown = [...this.#moreOfEvents(), ...this.#moreOfGroups()];
    const taken = new Set(events.flatMap((event) => event.with ?? []));
    const bundles = settled.bundles
      .filter(lacking(this.#plan.bundles))
      .filter(({ name }) => taken.has(name))
      .map((bundle) => this.#resolved(bundle));
    const person = settled.person
      .filter(lacking(this.#plan.person))
      .map((property) => this.#optional(["person", property.name], property));
    return {
      events,
      bundles,
      groups: groups.map((group) => this.#resolved(group)),
      person,
      toKnown,
      // Those that something of these uses.
      properties: settled.properties.filter(({ name }) => this.#standings.get(name) === "new"),
      losses: this.#losses,
    };
  }

  /** Whether a group can be added: PostHog has few, and its key must be a shared property. */
  #isRoomFor({ name, key }: DraftGroup): boolean {
    const left = MAX_GROUP_TYPES - this.#plan.groups.length - this.#groups;
    const why =
      left <= 0
        ? `PostHog accepts at most ${MAX_GROUP_TYPES} types of groups`
        : !["same", "new"].includes(this.#standingOf(key))
          ? `the plan has its key \`${key}\` as another property`
          : this.#names.claim(Object.values(namesOfGroup(name)))
            ? undefined
            : "it has no name in code of its own";
    if (why === undefined) {
      this.#groups++;
      return true;
    }
    this.#losses.push({ kind: "skipped", at: this.#placeOf(["groups", name]), of: name, what: "group", why });
    return false;
  }
  #newEvent(event: NewEvent): NewEvent {
    const taken = event.with?.filter((name) => this.#canTake(name)) ?? [];
    const others = event.with?.filter((name) => !taken.includes(name));
    const properties = [...this.#bundled(others), ...event.properties].map((one) => this.#resolve(one));
    return { ...event, with: taken.length === 0 ? undefined : taken, properties };
  }

  /** Whether events can take a bundle by its name: the plan has the same, or none. */
  #canTake(name: string): boolean {
    const theirs = this.#plan.bundles.find((bundle) => bundle.name === name);
    const own = this.#imported.plan.bundles.find((bundle) => bundle.name === name);
    return theirs === undefined || (own !== undefined && isSameBundle(own, theirs));
  }

  #bundled(names: readonly string[] = []): readonly NewProperty[] {
    return names.flatMap((name) => this.#bundles.get(name)?.properties ?? []);
  }

  #moreOfEvents(): readonly MoreOfKnown[] {
    const known = byName(this.#plan.events);
    return this.#imported.settled.events.flatMap(({ name, with: taken, properties }) => {
      const event = known.get(name);
      if (event === undefined) return [];
      const lacks = lacking(event.properties);
      const isSent = (property: string): boolean => property === "currency" && event.revenue !== undefined;
      const more = [...this.#bundled(taken), ...properties].filter((one) => lacks(one) && !isSent(one.name));
      if (event.additional === undefined) return this.#more("events", name, more);
      for (const property of more) {
        const why = "the event accepts additional properties";
        const at = this.#placeOf(["events", name, property.name]);
        this.#losses.push({ kind: "dropped", at, of: `${name}.${property.name}`, what: "property", why });
      }
      return [];
    });
  }

  #moreOfGroups(): readonly MoreOfKnown[] {
    const known = byName(this.#plan.groups);
    return this.#imported.settled.groups.flatMap(({ name, properties }) => {
      const group = known.get(name);
      return group === undefined
        ? []
        : this.#more("groups", name, properties.filter(lacking(group.properties)));
    });
  }

  #more(
    section: MoreOfKnown["section"],
    name: string,
    properties: readonly NewProperty[],
  ): readonly MoreOfKnown[] {
    const optional = properties.map((property) => this.#optional([section, name, property.name], property));
    return optional.length === 0 ? [] : [{ section, name, properties: optional }];
  }

  /** A property of something that is called without it. */
  #optional(path: readonly string[], property: NewProperty): NewProperty {
    const resolved = this.#resolve(property);
    const { optional, const: constant, default: fallback, required_with } = resolved;
    const mayBeAbsent = [optional, constant, fallback, required_with].some((said) => said !== undefined);
    if (mayBeAbsent) return resolved;
    this.#losses.push({
      kind: "widened",
      at: this.#placeOf(path),
      of: path.slice(1).join("."),
      what: "requirement",
      from: "required",
      to: "optional, since calls do not pass it yet",
    });
    return { ...resolved, optional: true };
  }

  #resolved<Holder extends DraftBundle | DraftGroup>(holder: Holder): Holder {
    return { ...holder, properties: holder.properties.map((property) => this.#resolve(property)) };
  }

  /** A property as it is in the plan: shared, where the plan shares it or can. */
  #resolve(property: NewProperty): NewProperty {
    const { name } = property;
    const use = isReference(property) ? name : property.use;
    const full = use === undefined ? property : inFull(property, this.#shared.get(use));
    const standing = use === undefined ? undefined : this.#standingOf(use);
    if (standing === "new") return property;
    const same = standing === "same" && use !== undefined ? this.#theirs.get(use) : undefined;
    // A property of the name of a shared one is that one.
    const theirs = same ?? this.#theirs.get(name);
    if (theirs === undefined) return { ...full, use: undefined };
    const own = asShared({ ...property, nullable: full.nullable }, theirs);
    return { ...own, use: same && property.use };
  }

  #standingOf(name: string): Standing {
    const known = this.#standings.get(name);
    const standing = known ?? this.#findStanding(name);
    this.#standings.set(name, standing);
    return standing;
  }

  #findStanding(name: string): Standing {
    const theirs = this.#theirs.get(name);
    const own = this.#imported.plan.properties.find((property) => property.name === name);
    if (theirs !== undefined)
      return own !== undefined && typeTextOf(own) === typeTextOf(theirs) ? "same" : "other";
    if (this.#inUse.has(name)) return "inline";
    const isEnum = this.#shared.get(name)?.values !== undefined;
    return !isEnum || this.#names.claimEnum(name) ? "new" : "inline";
  }
}

interface Named {
  readonly name: string;
}

function byName<Thing extends Named>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.name, thing]));
}

/** Whether none of some things has the name of another. */
function lacking(things: readonly Named[]): (other: Named) => boolean {
  const known = new Set(things.map(({ name }) => name));
  return ({ name }) => !known.has(name);
}
