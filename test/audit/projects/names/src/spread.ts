import posthog from "posthog-js";
import { PostHog } from "posthog-node";

const opened = ["tuple_constant", { from: "list" }] as const;
declare const typed: [event: "tuple_typed", properties: { from: string }];
declare const untold: any[];
declare const message: any;

posthog.capture(...opened);
posthog.capture(...typed);
posthog.capture(...untold);
posthog.capture(...(["tuple_inline"] as const), { from: "after" });
new PostHog("key").capture(message);
