import * as fc from "fast-check";
import type { PlanFileValue } from "./arbitrary-plan-file.ts";

type Body = Readonly<Record<string, unknown>>;

/** One edit of a plan's file, steered by numbers: most leave a plan that can be read. */
type Mutation = (file: PlanFileValue, pick: (count: number) => number) => PlanFileValue;

/** Several edits, one after the other. */
export const mutations: fc.Arbitrary<(file: PlanFileValue) => PlanFileValue> = fc
  .array(fc.tuple(fc.nat(), fc.array(fc.nat(), { minLength: 8, maxLength: 8 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map(
    (steps) => (file) =>
      steps.reduce((current, [which, numbers]) => {
        let used = 0;
        const pick = (count: number): number => (count === 0 ? 0 : numbers[used++ % numbers.length]! % count);
        return MUTATIONS[which % MUTATIONS.length]!(current, pick);
      }, file),
  );

const MUTATIONS: readonly Mutation[] = [
  (file, pick) =>
    inEvent(file, pick, (event) => ({
      ...event,
      additional: [{ type: "string" }, { type: ["string", "number"] }, { type: "string", max_keys: 3 }][
        pick(3)
      ],
    })),
  (file, pick) => inEntries(file, "events", pick, (events, name) => renamed(events, name, `${name}2`)),
  (file, pick) => inEntries(file, "events", pick, (events, name) => renamed(events, name, `${name}3`, false)),
  (file, pick) => inEntries(file, "events", pick, (events, name) => without(events, name)),
  (file, pick) =>
    inEntries(file, "events", pick, (events, name) => ({ ...events, [`${name}4`]: events[name] })),
  (file, pick) => swapped(file, pick),
  (file, pick) => moved(file, pick),
  (file, pick) => inEvent(file, pick, (event) => ({ ...event, owner: ["somebody", ["a", "b"]][pick(2)] })),
  (file, pick) =>
    inEvent(file, pick, (event) => ({
      ...event,
      stability: ["stable", "experimental"][pick(2)],
      links: [],
      examples: [],
    })),
  (file, pick) =>
    inEvent(file, pick, (event) => ({ ...event, status: ["planned", "live", "deprecated"][pick(3)] })),
  (file, pick) =>
    inEvent(file, pick, (event) =>
      without(event, ["idempotency", "revenue", "trigger", "description"][pick(4)]!),
    ),
  (file, pick) => inEvent(file, pick, (event) => ({ ...event, idempotency: ["once", "caller"][pick(2)] })),
  (file, pick) => inEventProperties(file, pick, (properties, name) => renamed(properties, name, `${name}2`)),
  (file, pick) => inEventProperties(file, pick, (properties, name) => without(properties, name)),
  (file, pick) =>
    inEventProperties(file, pick, (properties) =>
      Object.fromEntries(Object.entries(properties).toReversed()),
    ),
  (file, pick) =>
    inEventProperties(file, pick, (properties, name) => ({
      added: { type: "string", optional: true },
      ...properties,
      late: properties[name],
    })),
  (file, pick) =>
    inEventProperties(file, pick, (properties, name) => ({
      when: { type: "string", optional: true },
      ...properties,
      [name]: { ...(properties[name] as Body | null), required_with: ["when"] },
    })),
  ...["optional", "nullable"].map(
    (key): Mutation =>
      (file, pick) =>
        inProperty(file, pick, (body) => ({ ...body, [key]: body[key] !== true })),
  ),
  (file, pick) =>
    inProperty(file, pick, (body) => ({
      ...body,
      unit: ["USD", "ms"][pick(2)],
      pii: "personal",
      description: "Another.",
    })),
  (file, pick) =>
    inProperty(file, pick, (body) => ({ type: TYPES[pick(TYPES.length)], description: body["description"] })),
  (file, pick) => inProperty(file, pick, changeType),
  (file, pick) =>
    inEntries(file, "properties", pick, (shared, name) => ({
      ...shared,
      [name]: changeType(shared[name] as Body),
    })),
  (file, pick) =>
    inEntries(file, "properties", pick, (shared, name) => ({
      ...shared,
      [name]: { ...(shared[name] as Body), unit: "USD" },
    })),
  (file, pick) =>
    inEvent(file, pick, (event) => ({ ...event, with: [["device"], [], ["*/ app", "device"]][pick(3)] })),
  (file, pick) => ({ ...file, common: [{}, { server: ["device"] }, { client: ["*/ app"] }][pick(3)] }),
  (file, pick) => inBundle(file, pick, (properties) => ({ fresh: { type: "string" }, ...properties })),
  (file, pick) => inBundle(file, pick, (properties) => without(properties, Object.keys(properties)[0] ?? "")),
  (file, pick) =>
    inBundle(file, pick, (properties) =>
      Object.fromEntries(
        Object.entries(properties).map(([name, body]) => [
          name,
          body === null ? body : changeType(body as Body),
        ]),
      ),
    ),
  (file, pick) => inEntries(file, "person", pick, (person, name) => without(person, name)),
  (file, pick) => inEntries(file, "person", pick, (person, name) => renamed(person, name, `${name}2`)),
  (file, pick) => inEntries(file, "groups", pick, (groups, name) => without(groups, name)),
  (file, pick) =>
    inEntries(file, "groups", pick, (groups, name) => ({
      ...groups,
      [name]: { ...(groups[name] as Body), description: "A group." },
    })),
  (file) => ({ ...file, name: `${String(file["name"])}x`, description: "A plan." }),
  (file, pick) => ({
    ...file,
    identity: {
      ...(file["identity"] as Body),
      user_id: changeIds((file["identity"] as Body)["user_id"] as Body, pick),
    },
  }),
];

const TYPES = [
  "string",
  "number",
  "integer",
  "boolean",
  "datetime",
  "date",
  "uuid",
  "url",
  "email",
  "ip",
  "json",
  ["string", "integer"],
  ["string", "number", "boolean"],
];

/** Other limits, values or members, by the type. */
function changeType(body: Body): Body {
  const { type, ...rest } = body;
  if (Array.isArray(type)) {
    const key = type.includes("string") ? "min_length" : "max";
    return { ...rest, type: type.toReversed() as unknown, [key]: body[key] === 3 ? 2 : 3 };
  }
  switch (type) {
    case "string":
      return { ...body, max_length: ((body["max_length"] as number | undefined) ?? 900) + 1 };
    case "url":
      return { ...body, schemes: body["schemes"] === undefined ? ["https", "mailto"] : ["http"] };
    case "number":
      return { ...body, max: 1e21 };
    case "integer":
      return { ...body, max: 1e21, values: body["values"] === undefined ? [1, 2] : [3, 1, 404] };
    case "enum": {
      const { values } = body;
      return {
        ...body,
        values: Array.isArray(values)
          ? [...(values as string[]).slice(1), "new", values[0]]
          : { ...(values as Body), new: "New." },
      };
    }
    case "array":
    case "map":
      return { ...body, items: changeType(body["items"] as Body) };
    case "object": {
      const members = (body["properties"] ?? {}) as Body;
      const [first] = Object.keys(members);
      const others = first === undefined ? {} : without(members, first);
      return {
        ...body,
        ...(first === undefined && { additional: "json" }),
        properties: {
          deep: { type: "string", optional: true },
          ...others,
          ...(first === undefined
            ? {}
            : { [`${first}2`]: { ...changeType(members[first] as Body), renamed_from: first } }),
        },
      };
    }
    default:
      return { ...body, description: "Other." };
  }
}

function changeIds(rule: Body, pick: (count: number) => number): Body {
  const forms = (rule["forms"] as readonly Body[] | undefined) ?? [without(rule, "description")];
  const changes: readonly (() => readonly Body[])[] = [
    () => forms.toReversed(),
    () => forms.slice(1),
    () => forms.map((form) => ({ ...form, description: "A form." })),
    () => [{ ...forms[0], prefix: "zzz_" }, ...forms.slice(1)],
    () => [...forms, { format: "ulid", prefix: "yyy_" }],
    () => [{ format: "uuid", prefix: "xxx_", accept_unprefixed: pick(2) === 1 }],
  ];
  const next = changes[pick(changes.length)]!();
  return { description: rule["description"], forms: next.length === 0 ? forms : next };
}

function inEntries(
  file: PlanFileValue,
  key: string,
  pick: (count: number) => number,
  change: (entries: Body, name: string) => Body,
): PlanFileValue {
  const entries = (file[key] ?? {}) as Body;
  const names = Object.keys(entries);
  return names.length === 0 ? file : { ...file, [key]: change(entries, names[pick(names.length)]!) };
}

function inEvent(
  file: PlanFileValue,
  pick: (count: number) => number,
  change: (event: Body) => Body,
): PlanFileValue {
  return inEntries(file, "events", pick, (events, name) => ({
    ...events,
    [name]: change((events[name] ?? {}) as Body),
  }));
}

function inBundle(
  file: PlanFileValue,
  pick: (count: number) => number,
  change: (properties: Body) => Body,
): PlanFileValue {
  return inEntries(file, "bundles", pick, (bundles, name) => {
    const bundle = bundles[name] as Body;
    return { ...bundles, [name]: { ...bundle, properties: change(bundle["properties"] as Body) } };
  });
}

function inEventProperties(
  file: PlanFileValue,
  pick: (count: number) => number,
  change: (properties: Body, name: string) => Body,
): PlanFileValue {
  return inEvent(file, pick, (event) => inEntries(event, "properties", pick, change));
}

function inProperty(
  file: PlanFileValue,
  pick: (count: number) => number,
  change: (body: Body) => Body,
): PlanFileValue {
  return inEventProperties(file, pick, (properties, name) => {
    const body = properties[name] as Body | null;
    return body === null ? properties : { ...properties, [name]: change(body) };
  });
}

/** Under another name, at its place; it says what it was called. */
function renamed(entries: Body, name: string, to: string, saysSo = true): Body {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) =>
      key === name
        ? [
            to,
            saysSo
              ? { ...(value as Body | null), ...(value === null ? { use: name } : {}), renamed_from: name }
              : value,
          ]
        : [key, value],
    ),
  );
}

/** An event of a new name that goes on under its old one, too; without saying so elsewhere, or with. */
function moved(file: PlanFileValue, pick: (count: number) => number): PlanFileValue {
  return inEntries(file, "events", pick, (events, name) => {
    const to = `${name} moved`;
    const { renamed_from: _, ...body } = renamed(events, name, to, pick(2) === 0)[to] as Body;
    const saysSo = pick(2) === 0 ? { renamed_from: name } : {};
    return Object.fromEntries(
      Object.entries(events).map(([key, value]) =>
        key === name ? [to, { ...body, ...saysSo, also_sent_as: { name } }] : [key, value],
      ),
    );
  });
}

/** Two events that each have the other's name now. */
function swapped(file: PlanFileValue, pick: (count: number) => number): PlanFileValue {
  return inEntries(file, "events", pick, (events, name) => {
    const other = Object.keys(events).find((key) => key !== name);
    if (other === undefined) return events;
    return {
      ...events,
      [name]: { ...(events[other] as Body), renamed_from: other },
      [other]: { ...(events[name] as Body), renamed_from: name },
    };
  });
}

function without(body: Body, key: string): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
}
