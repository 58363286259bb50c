import posthog from "posthog-js";
import {
  identifyUser,
  type PersonProperties,
  trackPageOpened,
} from "../generated/browser.js";

export function opened(id: string, set: PersonProperties) {
  identifyUser(posthog, id, set);
  trackPageOpened(posthog);
}
