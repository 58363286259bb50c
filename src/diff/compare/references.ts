import type { PlanEvent } from "../../plan/plan.ts";

/** An event in which whatever names one of its properties names it as it is called now. Computed properties are left alone. */
export function renameReferences(event: PlanEvent, renames: ReadonlyMap<string, string>): PlanEvent {
  if (renames.size === 0) return event;
  const now = (name: string): string => renames.get(name) ?? name;
  const { idempotency, revenue, groups, sets } = event;
  const assigned = (assignments: PlanEvent["sets"]["person"]): PlanEvent["sets"]["person"] =>
    assignments.map(({ target, from }) => ({ target, from: now(from) }));
  return {
    ...event,
    idempotency:
      idempotency?.key.kind === "properties"
        ? { ...idempotency, key: { ...idempotency.key, properties: idempotency.key.properties.map(now) } }
        : idempotency,
    revenue: revenue && {
      amount: now(revenue.amount),
      currency:
        revenue.currency.kind === "property"
          ? { ...revenue.currency, property: now(revenue.currency.property) }
          : revenue.currency,
    },
    groups: groups.map(({ group, property }) => ({ group, property: now(property) })),
    sets: {
      person: assigned(sets.person),
      personOnce: assigned(sets.personOnce),
      groups: sets.groups.map(({ group, assignments }) => ({ group, assignments: assigned(assignments) })),
    },
  };
}
