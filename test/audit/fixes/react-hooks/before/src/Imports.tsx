import posthog from "posthog-js";
import {
  identifyUser,
  type PersonProperties,
} from "../generated/browser.js";

export function opened(id: string, set: PersonProperties) {
  identifyUser(posthog, id, set);
  posthog.capture("page_opened");
}
