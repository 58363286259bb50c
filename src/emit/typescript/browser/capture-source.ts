/**
 * The part of `browser.ts` that turns a call into an event, in the same steps as the server's runtime: defaults, forms on
 * the wire and constants, then what follows from them. It expects `groupKeyParsers` beside it.
 */
export const COMPOSE_SOURCE =
  String.raw`/** What there is to know of an event beyond what a caller passes. The server has the same. */
interface EventDefinition {
  readonly name: string;
  readonly fields?: Readonly<Record<string, FieldRule>>;
  readonly computed?: Readonly<Record<string, ComputedRule>>;
  /** Group type → the property that holds the group's key. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly revenue?: {
    readonly amount: string;
    readonly currency: string | { readonly property: string };
  };
  /** Target property → property of the event. */
  readonly sets?: {
    readonly person?: Readonly<Record<string, string>>;
    readonly personOnce?: Readonly<Record<string, string>>;
    readonly groups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly idempotency?: readonly string[] | "once" | "caller";
}

interface ComputedRule {
  readonly from: readonly string[];
  readonly value: (properties: never) => string | number | boolean;
}

/** What is sent: the event's properties, and those of the \`$groupidentify\` events that go with it. */
interface ComposedEvent {
  readonly properties: Record<string, unknown>;
  readonly updates: readonly Record<string, unknown>[];
}

/** \`undefined\` when the caller's groups and the event's own are two of one type. */
function composeEvent(
  { fields, computed = {}, groups: groupKeys = {}, revenue, sets = {} }: EventDefinition,
  input: object | undefined,
  named: TrackOptions["groups"],
): ComposedEvent | undefined {
  const properties = fillFields(input, fields);
  Object.assign(properties, computeAll(computed, properties));
  const groups: Record<string, string> = {};
  const own = Object.entries(groupKeys).map(([type, property]) => [type, properties[property]] as const);
  for (const [type, value] of [...own, ...Object.entries(named ?? {})]) {
    const key = toGroupKey(type, value);
    if (key !== undefined && (groups[type] ?? key) !== key) {
      return undefined;
    }
    if (key !== undefined) {
      groups[type] = key;
    }
  }
  const updates = Object.entries(sets.groups ?? {}).flatMap(([type, assignments]) => {
    const set = assign(assignments, properties);
    return set && groups[type] !== undefined
      ? [{ $group_type: type, $group_key: groups[type], $group_set: set }]
      : [];
  });
  const set = assign(sets.person, properties);
  const setOnce = assign(sets.personOnce, properties);
  const amount = revenue && properties[revenue.amount];
  const code = revenue?.currency;
  const currency = typeof code === "object" ? properties[code.property] : code;
  if (typeof amount === "number" && typeof currency === "string") {
    Object.assign(properties, { $revenue: amount, currency });
  }
  Object.assign(properties, set && { $set: set }, setOnce && { $set_once: setOnce });
  Object.assign(properties, Object.keys(groups).length > 0 && { $groups: groups });
  return { properties, updates };
}

/** What can be computed: inputs are there, and a number is finite. It has 12 significant digits, as on the server. */
function computeAll(
  computed: Readonly<Record<string, ComputedRule>>,
  properties: Record<string, unknown>,
): Record<string, unknown> {
  const results = Object.entries(computed).map(([name, { from, value }]) => {
    const isComplete = from.every((input) => properties[input] !== undefined && properties[input] !== null);
    const result = isComplete ? value(properties as never) : undefined;
    return [name, typeof result === "number" ? Number(result.toPrecision(12)) : result] as const;
  });
  return Object.fromEntries(results.filter(([, result]) => result !== undefined && !isNotFinite(result)));
}

function isNotFinite(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

/** The properties to set, from those of the event that are there. */
function assign(
  assignments: Readonly<Record<string, string>> = {},
  properties: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const set = Object.entries(assignments).map(([target, from]) => [target, properties[from]] as const);
  const present = set.filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

type KeyParser = (raw: unknown) => { readonly ok: true; readonly id: string } | { readonly ok: false };

/** A value as the key of a group of the plan; \`undefined\` when it is none. */
function toGroupKey(type: string, value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (!Object.hasOwn(groupKeyParsers, type) || typeof text !== "string" || text.length > 400) {
    return undefined;
  }
  if (text.trim() === "" || /[\0\p{Surrogate}]/u.test(text)) {
    return undefined;
  }
  const parsed = groupKeyParsers[type]?.(text);
  return parsed ? (parsed.ok ? parsed.id : undefined) : text;
}

function refuseConflict({ name }: EventDefinition, options: TrackOptions | undefined): boolean {
  return refuse(options, "group_conflict", name, "groups and the event's own property name two groups of one type");
}

/** Whether a time is one that PostHog keeps: not before 2000, when seconds are taken for milliseconds, nor far ahead. */
function isTime(time: unknown): time is Date {
  const ms = time instanceof Date ? time.getTime() : Number.NaN;
  return ms >= Date.UTC(2000, 0, 1) && ms <= Date.now() + 23 * 60 * 60 * 1000;
}
`.replaceAll("\\`", "`");

/** The part that events without a key need. */
export const CAPTURE_SOURCE = String.raw`/** Sends an event that is one at each call, also of a visitor. Scripts without types may pass nothing. */
function captureEvent(
  posthog: PostHog,
  event: EventDefinition,
  input: object | undefined,
  options: TrackOptions | undefined,
): boolean {
  const composed = composeEvent(event, input, options?.groups);
  if (!composed) {
    return refuseConflict(event, options);
  }
  // Options of any kind make posthog-js send the event by itself, ahead of those that wait.
  const time = isTime(options?.timestamp) ? { timestamp: options.timestamp } : undefined;
  posthog.capture(event.name, composed.properties, time);
  for (const update of composed.updates) {
    posthog.capture("$groupidentify", update, time);
  }
  return true;
}
`;

/** The part that events with a key need. */
export const CAPTURE_KEYED_SOURCE = String.raw`/** Sends an event that counts once, whichever side sends it and how often. */
function captureKeyedEvent(
  posthog: PostHog,
  event: EventDefinition,
  input: object | undefined,
  options: KeyedOptions | undefined,
): boolean {
  const { name } = event;
  const id = posthog.get_distinct_id();
  if (!isIdentified(posthog) || !isUserId(id)) {
    return refuse(options, "not_identified", name, "it counts once a person, and no person is identified");
  }
  const timestamp = options?.timestamp;
  if (!isTime(timestamp)) {
    return refuse(options, "invalid_timestamp", name, "the timestamp is no date from 2000 to now");
  }
  const composed = composeEvent(event, input, options?.groups);
  if (!composed) {
    return refuseConflict(event, options);
  }
  const { properties, updates } = composed;
  const { key, callerKey } = keyOf(event, properties, options?.idempotencyKey);
  if (callerKey !== undefined && !isCallerKey(callerKey)) {
    return refuse(options, "invalid_idempotency_key", name, "idempotencyKey is not 1 to 1,000 characters of text");
  }
  if (!key && event.idempotency === "caller") {
    return refuse(options, "invalid_idempotency_key", name, "the event needs idempotencyKey");
  }
  const once = key && { $ignore_sent_at: true };
  const send = (sent: string, body: Record<string, unknown>, parts: readonly string[] = []): void => {
    const uuid = key && { uuid: eventUuid(sent, id, [...parts, ...key]) };
    posthog.capture(sent, { ...body, ...once }, { timestamp, ...uuid });
  };
  // The key is sent too, because PostHog's deduplicator takes events that differ in nothing but their uuid for one.
  send(name, callerKey === undefined ? properties : { ...properties, idempotency_key: callerKey });
  for (const update of updates) {
    send("$groupidentify", update, [name, String(update["$group_type"])]);
  }
  return true;
}

/** The values that make two sends one event: the properties that the plan names, else the caller's key. */
function keyOf(
  { idempotency }: EventDefinition,
  properties: Record<string, unknown>,
  callerKey: unknown,
): { readonly key?: readonly string[]; readonly callerKey?: unknown } {
  if (idempotency === "once") {
    return { key: [] };
  }
  if (typeof idempotency === "object") {
    const values = idempotency.map((name) => properties[name]);
    if (values.every((value) => value !== undefined && typeof value !== "object")) {
      return { key: values.map(String) };
    }
  }
  return callerKey === undefined || callerKey === null ? {} : { key: [callerKey as string], callerKey };
}

function isCallerKey(key: unknown): boolean {
  return (
    typeof key === "string" && key.trim() !== "" && key.length <= 1000 && !/[\0\p{Surrogate}]/u.test(key)
  );
}
`;
