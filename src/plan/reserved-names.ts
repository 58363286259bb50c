/**
 * Identifiers that a plan's names must not turn into: what generated files export, import or declare whatever the
 * plan says, and the globals that their types are written with. One table, so that reading can refuse what emitting
 * could not write. The language's own words are not in it, because no name of `names.ts` can be one: types begin with a
 * capital, and all other names have a beginning or an ending of ours.
 */
export const RESERVED_IDENTIFIERS: ReadonlySet<string> = new Set([
  // user-id.ts
  "ParsedUserId",
  "UserId",
  "UserIdError",
  "UserIdRefusal",
  "eventUuid",
  "isUserId",
  "parseUserId",
  "userId",
  // events.ts
  "GroupKeys",
  "GroupType",
  "PersonProperties",
  "ZodType",
  "plan",
  "validators",
  // validators.ts
  "httpUrl",
  "maxKeys",
  "personSchema",
  "text",
  "z",
  // index.ts
  "EventSenders",
  "GroupProperties",
  "OptionsOf",
  "RequiredOptions",
  "RevenueEvents",
  "SenderOf",
  "ServerEvents",
  "captureRevenue",
  "configureTracking",
  "createTracker",
  "events",
  "drained",
  "flush",
  "groupIdentify",
  "identifyUser",
  "ready",
  "runtime",
  "serverEvents",
  "shutdown",
  "stats",
  "trackEvent",
  // browser.ts
  "ComposedEvent",
  "ComputedRule",
  "EventKey",
  "EventRules",
  "FieldRule",
  "Fields",
  "GroupTypes",
  "GroupUpdate",
  "KeyedEventDefinition",
  "ParsedId",
  "PlainObject",
  "PlainValue",
  "PostHog",
  "ResolvedGroups",
  "logOut",
  // tracking-plan/runtime, as far as generated files import it or pass it on
  "CallerKeyedOptions",
  "ChannelMessages",
  "DrainOptions",
  "EventDefinition",
  "FlushOptions",
  "FlushReport",
  "GroupDefinition",
  "GroupIdentifyOptions",
  "IdentifyOptions",
  "JsonValue",
  "KeyedOptions",
  "MessageCounts",
  "Mismatch",
  "PlanContract",
  "PlanViolationError",
  "Refusal",
  "RefusalReason",
  "RequestLike",
  "RequestOptions",
  "ShutdownOptions",
  "ShutdownReport",
  "TrackOptions",
  "Tracker",
  "TrackerOptions",
  "TrackerStats",
  "ViolationPolicy",
  "fromRequest",
  "track",
  // Globals that types are written with
  "Date",
  "Readonly",
  "ReadonlySet",
  "Record",
]);

/**
 * Names that nothing in a plan can have, because every JavaScript object has them, such as `toString`: an object without
 * such a property of its own would seem to have one, to TypeScript as well as to validators.
 */
export const JAVASCRIPT_NAMES: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  "prototype",
]);
