import { analytics, everything, main as renamed } from ".";
import anyName, { Base, deps } from "./client";

const id = "018f3a6e-0000-7000-8000-000000000000";
analytics.capture({ distinctId: id, event: "re_exported" });
renamed?.capture({ distinctId: id, event: "re_exported_default" });
everything.client.capture({ distinctId: id, event: "namespace" });
anyName.capture({ distinctId: id, event: "default_under_another_name" });
deps.analytics.client.capture({ distinctId: id, event: "in_an_object" });
everything.makeClient().capture({ distinctId: id, event: "made_here" });
analytics["capture"]({ distinctId: id, event: "element_access" });
void analytics.captureImmediate({ distinctId: id, event: "immediate" });

class Service extends Base {
  constructor(private readonly posthog = analytics) {
    super();
  }
  send(): void {
    this.posthog.capture({ distinctId: id, event: "parameter_property" });
    this.lazy.capture({ distinctId: id, event: "inherited_getter" });
    Base["shared"].capture({ distinctId: id, event: "static_field" });
  }
}
new Service().send();

const { capture } = analytics;
capture({ distinctId: id, event: "destructured" });
const bound = analytics.capture.bind(analytics);
bound({ distinctId: id, event: "bound" });
analytics.capture.call(analytics, { distinctId: id, event: "called" });
(window as any).posthog?.capture("cast_window");
globalThis.posthog.capture("global");
