/** What generated code imports: `tracking-plan/runtime`. */
export type * from "./definition.ts";
export type * from "./options.ts";
export type { Message } from "./message.ts";
export type * from "./stats.ts";
export type { Outbox } from "./delivery/outbox.ts";
export type * from "./tracker.ts";
export { type Mismatch, PlanViolationError, type Refusal, type RefusalReason } from "./refusal.ts";
export { toIso } from "../portable/timestamps.ts";
export { addAdditional } from "../portable/additional.ts";
export { addComputed } from "../portable/computed.ts";
export { findMissing } from "../portable/required-with.ts";
export * as decimal from "../portable/decimal.ts";
export type { ChannelMessages } from "./report/channels.ts";
export { email, ip, keep, maxKeys, moment, requires, text, url } from "./checks.ts";
export { fromRequest, type RequestLike, type RequestOptions } from "./event/from-request.ts";
export { captureRevenue, type EventLookup, groupIdentify, identify, track, trackEvent } from "./calls.ts";
export { createTracker } from "./create-tracker.ts";
export { configureTracking, sharedTracker, withCommon } from "./create-tracker.ts";
