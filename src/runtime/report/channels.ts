import { builtinModule } from "../delivery/host-process.ts";
import type { Refusal } from "../refusal.ts";
import type { Delivery, Loss } from "../stats.ts";

/**
 * What each channel of `node:diagnostics_channel` carries: what the callback of the same name is given, and the plan's name, since a
 * channel is for all trackers of the process. A subscriber must not change it.
 *
 * @example
 * import { subscribe } from "node:diagnostics_channel";
 * import type { ChannelMessages } from "./generated/index.js";
 *
 * subscribe("tracking-plan:lost", (message) => {
 *   const { plan, reason } = message as ChannelMessages["tracking-plan:lost"];
 *   lostEvents.add(1, { plan, reason });
 * });
 */
export interface ChannelMessages {
  /** A message that PostHog took; see `TrackerOptions.onDelivery`. */
  readonly "tracking-plan:delivered": OfPlan & Delivery;
  /** An accepted message that was not delivered, or is not known to be; see `TrackerOptions.onLoss`. */
  readonly "tracking-plan:lost": OfPlan & Loss;
  /** A refused call; see `TrackerOptions.onRefused`. */
  readonly "tracking-plan:refused": OfPlan & Refusal;
}

interface OfPlan {
  /** The name of the plan. */
  readonly plan: string;
}

/** Publishes to the subscribers of a channel. Without any it costs a look at the channel. Never throws. */
export type Publish = <Name extends keyof ChannelMessages>(
  name: Name,
  message: Omit<ChannelMessages[Name], "plan">,
) => void;

/** The channels of a plan's trackers; nothing is published on hosts without `node:diagnostics_channel`. */
export function openChannels(plan: string): Publish {
  const module = builtinModule("node:diagnostics_channel");
  if (module === undefined) return () => {};
  const channels = {
    "tracking-plan:delivered": module.channel("tracking-plan:delivered"),
    "tracking-plan:lost": module.channel("tracking-plan:lost"),
    "tracking-plan:refused": module.channel("tracking-plan:refused"),
  };
  return (name, message) => {
    const channel = channels[name];
    if (!channel.hasSubscribers) return;
    try {
      channel.publish({ plan, ...message });
    } catch {
      // Node throws errors of subscribers elsewhere; another host may not.
    }
  };
}
