import { composeEvent } from "./compose-event.ts";
import type { EventDefinition, ParsedId, PlanContract, Schema } from "./definition.ts";
import { fillFields } from "./fill-fields.ts";
import { toGroupKey } from "./groups.ts";
import { GROUP_IDENTIFY, type Message, type PlainObject, SET_PERSON } from "./message.ts";
import type { EventOptions, GroupOptions, ViolationPolicy } from "./options.ts";
import { prepareProperties } from "./prepare.ts";
import { PlanViolationError, type RefusalReason } from "./refusal.ts";
import type { Reporter } from "./reporter.ts";
import type { Sink } from "./sink.ts";
import type { MessageCounts, ShutdownReport, TrackerStats } from "./stats.ts";
import { DistinctTimes, findTimestampFault } from "./timestamps.ts";
import type { ShutdownOptions, Tracker } from "./tracker.ts";
import { checkUser, isIllegalId } from "./user.ts";
import { nameViolations, type Violation } from "./violations.ts";

/** PostHog refuses events over 1,000,000 bytes, and adds to them before it measures again. */
const MAX_EVENT_BYTES = 900_000;

/** Below this size a message cannot come near the limit, whatever its characters and derived parts. */
const SURELY_SMALL = 20_000;

const MAX_EVENT_NAME = 200;
const MAX_SESSION_ID = 200;
const DEFAULT_SHUTDOWN_MS = 30_000;

export interface PlanTrackerParts {
  /** Events of other plans are refused: they belong into other projects. */
  readonly planName: string;
  /** Absent when tracking is off: then everything is checked and nothing sent. */
  readonly sink: Sink | undefined;
  readonly reporter: Reporter;
  readonly violations: ViolationPolicy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The tracker that this one stands in for. It is flushed and shut down together with this one. */
  readonly predecessor?: Tracker | undefined;
}

/** A checked call, not yet a message. */
interface Draft {
  readonly event: string;
  readonly distinctId: string;
  readonly properties: PlainObject;
  readonly groups?: Readonly<Record<string, string>>;
  /** Group type → properties that the event sets on its group of that type. */
  readonly groupUpdates?: Readonly<Record<string, PlainObject>>;
  readonly schema: Schema;
  readonly violations: readonly Violation[];
  /** As `path: code`. */
  readonly optionViolations?: readonly string[];
  readonly size: number;
}

/** Thrown inside this file when a call is refused. */
class Refused extends Error {
  readonly reason: RefusalReason;
  readonly violations: readonly string[];

  constructor(reason: RefusalReason, detail: string, violations: readonly string[] = []) {
    super(detail);
    this.reason = reason;
    this.violations = violations;
  }
}

/** The tracker behind every way to get one: it checks and composes, and hands finished messages to its sink. */
export class PlanTracker implements Tracker {
  readonly #parts: PlanTrackerParts;
  readonly #times = new DistinctTimes();
  readonly #refused = new Map<RefusalReason, number>();
  #violating = 0;
  #closed: Promise<ShutdownReport> | undefined;

  constructor(parts: PlanTrackerParts) {
    this.#parts = parts;
  }

  track(
    definition: EventDefinition,
    user: string | ParsedId,
    properties: object,
    options?: EventOptions,
  ): boolean {
    return this.#attempt(definition.name, () => {
      const { name, plan, schema } = definition;
      this.#checkPlan(plan);
      checkEventName(name);
      const distinctId = idOf(plan, user);
      const prepared = prepareProperties(definition, properties);
      const composed = composeEvent(definition, prepared, options?.groups);
      if (composed.conflict !== undefined) {
        const detail = `options.groups and the event's own property name two groups of the type ${composed.conflict}`;
        throw new Refused("group_conflict", detail);
      }
      const violations = [...prepared.violations, ...composed.violations];
      const size = prepared.size;
      return this.#submit({ ...composed, event: name, distinctId, schema, violations, size }, options);
    });
  }

  identify(
    plan: PlanContract,
    user: string | ParsedId,
    properties: object,
    options?: Omit<EventOptions, "groups">,
  ): boolean {
    return this.#attempt(SET_PERSON, () => {
      this.#checkPlan(plan);
      const distinctId = idOf(plan, user);
      const { properties: set, ...prepared } = prepareProperties(plan.person, properties);
      fillFields(set, plan.person.fields, prepared.invalid);
      const { schema } = plan.person;
      const draft = { ...prepared, event: SET_PERSON, distinctId, schema, properties: { $set: set } };
      return this.#submit(draft, options);
    });
  }

  groupIdentify(
    plan: PlanContract,
    type: string,
    key: string,
    properties: object,
    options?: GroupOptions,
  ): boolean {
    return this.#attempt(GROUP_IDENTIFY, () => {
      this.#checkPlan(plan);
      const group = Object.hasOwn(plan.groups, type) ? plan.groups[type] : undefined;
      if (group === undefined) {
        throw new Refused("unknown_group_type", "the plan has no group type of this name");
      }
      const groupKey = toGroupKey(key);
      if (groupKey === undefined) {
        throw new Refused("invalid_group_key", `the key of the ${type} is not 1 to 400 characters`);
      }
      const by = options?.by;
      const distinctId = by === undefined ? technicalPersonOf(type, groupKey) : idOf(plan, by);
      const { properties: set, ...prepared } = prepareProperties(group, properties);
      fillFields(set, group.fields, prepared.invalid);
      const update = groupUpdate(type, groupKey, set);
      const { schema } = group;
      return this.#submit(
        { ...prepared, event: GROUP_IDENTIFY, distinctId, schema, properties: update },
        options,
      );
    });
  }

  async ready(): Promise<boolean> {
    return this.#closed === undefined && ((await this.#parts.sink?.ready()) ?? false);
  }

  async flush(): Promise<void> {
    await Promise.all([this.#parts.sink?.flush(), this.#parts.predecessor?.flush()]);
  }

  shutdown(options?: ShutdownOptions): Promise<ShutdownReport> {
    this.#closed ??= this.#close(options?.timeoutMs ?? DEFAULT_SHUTDOWN_MS);
    return this.#closed;
  }

  stats(): TrackerStats {
    const { sink } = this.#parts;
    const counts = sink?.counts() ?? { events: NO_MESSAGES, groupUpdates: NO_MESSAGES };
    return {
      state: this.#closed === undefined ? (sink === undefined ? "off" : "on") : "closed",
      refused: Object.fromEntries(this.#refused),
      violating: this.#violating,
      ...counts,
    };
  }

  async #close(timeoutMs: number): Promise<ShutdownReport> {
    const { sink, predecessor } = this.#parts;
    await Promise.all([sink?.shutdown(timeoutMs), predecessor?.shutdown({ timeoutMs })]);
    const { events, groupUpdates } = this.stats();
    const lostBy: Record<string, number> = { ...events.lostBy };
    for (const [reason, count] of Object.entries(groupUpdates.lostBy)) {
      lostBy[reason] = (lostBy[reason] ?? 0) + count;
    }
    return {
      delivered: events.delivered + groupUpdates.delivered,
      lost: events.lost + groupUpdates.lost,
      lostBy,
    };
  }

  /** Runs a call: what goes wrong in it is counted and reported, and never thrown into business code. */
  #attempt(event: string, call: () => boolean): boolean {
    try {
      if (this.#closed !== undefined) throw new Refused("shut_down", "the tracker has been shut down");
      return call();
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused("internal_error", kindOf(error));
      const { reason, message: detail, violations } = refused;
      this.#count(reason);
      this.#parts.reporter.refused({ reason, event, detail, violations });
      if (reason === "invalid_properties" && this.#parts.violations === "throw") {
        throw new PlanViolationError(event, violations);
      }
      return false;
    }
  }

  #checkPlan(plan: PlanContract): void {
    if (plan.name !== this.#parts.planName) {
      throw new Refused("other_plan", "it was given to the tracker of another plan");
    }
  }

  #count(reason: RefusalReason): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }

  #submit(draft: Draft, options: Omit<EventOptions, "groups"> | undefined): boolean {
    const { sink, reporter, now } = this.#parts;
    const { event, distinctId, properties, groups = {} } = draft;
    const time = now();
    const violations = [
      ...(draft.violations.length > 0 ? nameViolations(draft.schema, draft.violations) : []),
      ...(draft.optionViolations ?? []),
    ];
    const timestamp =
      takeTimestamp(options?.timestamp, time, violations) ?? this.#times.next(event, distinctId, time);
    const sessionId = takeSessionId(options?.sessionId, violations);
    if (sessionId !== undefined) properties["$session_id"] = sessionId;
    if (violations.length > 0) {
      if (this.#parts.violations !== "report") {
        throw new Refused("invalid_properties", "the properties break the plan", violations);
      }
      properties["plan_violations"] = violations;
    }

    const message = { event, distinctId, properties, timestamp, uuid: crypto.randomUUID() };
    const messages: Message[] = [
      Object.keys(groups).length > 0 ? { ...message, groups } : message,
      ...Object.entries(draft.groupUpdates ?? {}).map(([type, set]): Message => ({
        event: GROUP_IDENTIFY,
        distinctId,
        properties: groupUpdate(type, groups[type] as string, set),
        timestamp,
        uuid: crypto.randomUUID(),
      })),
    ];
    if (draft.size > SURELY_SMALL) messages.forEach(checkSize);
    if (violations.length > 0) reporter.violating(event, violations);
    if (sink === undefined) {
      messages.forEach((each) => reporter.unsent(each));
      this.#count("tracking_off");
      return false;
    }
    if (violations.length > 0) this.#violating += 1;
    for (const each of messages) {
      reporter.accepted(each);
      sink.send(each);
    }
    return true;
  }
}

const NO_MESSAGES: MessageCounts = { accepted: 0, delivered: 0, lost: 0, lostBy: {}, waiting: 0 };

function idOf(plan: PlanContract, user: string | ParsedId): string {
  const checked = checkUser(plan, user);
  if (!checked.ok) throw new Refused(checked.reason, checked.detail);
  return checked.id;
}

/** The person under whom PostHog's own SDKs send a group's properties. */
function technicalPersonOf(type: string, key: string): string {
  const id = `$${type}_${key}`;
  if (isIllegalId(id)) {
    throw new Refused("invalid_group_key", "the key is too long to name a person of its own; pass `by`");
  }
  return id;
}

function groupUpdate(type: string, key: string, set: PlainObject): PlainObject {
  return { $group_type: type, $group_key: key, $group_set: set };
}

function checkEventName(name: unknown): void {
  if (typeof name !== "string" || name.trim() === "" || name.length > MAX_EVENT_NAME) {
    throw new Refused("invalid_event_name", "the name of an event has 1 to 200 characters");
  }
}

/** The caller's time, if there is one and it is possible. */
function takeTimestamp(timestamp: Date | undefined, now: number, violations: string[]): Date | undefined {
  if (timestamp === undefined) return undefined;
  const fault = findTimestampFault(timestamp, now);
  if (fault === undefined) return new Date(timestamp);
  violations.push(`options.timestamp: ${fault}`);
  return undefined;
}

function takeSessionId(sessionId: unknown, violations: string[]): string | undefined {
  if (sessionId === undefined || sessionId === null) return undefined;
  if (typeof sessionId === "string" && /^[\x21-\x7e]+$/u.test(sessionId)) {
    if (sessionId.length <= MAX_SESSION_ID) return sessionId;
  }
  violations.push("options.sessionId: invalid_format");
  return undefined;
}

function checkSize({ properties }: Message): void {
  const bytes = new TextEncoder().encode(JSON.stringify(properties)).length;
  if (bytes > MAX_EVENT_BYTES) {
    throw new Refused("too_large", `it has ${bytes} bytes, and PostHog takes ${MAX_EVENT_BYTES} at most`);
  }
}

/** The kind of an unexpected error. Its message could hold somebody's data. */
function kindOf(error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  return `the tracker failed with ${name}`;
}
