import * as Sentry from "@sentry/browser";
import { AnalyticsBrowser } from "@segment/analytics-next";
import { posthog } from "./unknown-module";
import * as everything from "./src";

class Own {
  capture(_name: string): void {}
  identify(_id: string): void {}
  track(_name: string): void {}
}

const segment = AnalyticsBrowser.load({ writeKey: "key" });
const own = new Own();

Sentry.captureException(new Error("no event"));
Sentry.capture("sentry");
segment.identify("user_1");
segment.track("segment");
own.capture("own");
own.identify("user_1");
own.track("own");
everything.missing().capture("member_that_a_module_lacks");
everything.capture("module_that_lacks_it");
document.body.setPointerCapture(1);
posthog.capture("by_its_name_alone");
