import posthog from "posthog-js";
import { trackCartOpened } from "../generated/browser.js";

export function buy() {
	trackCartOpened(posthog, {
		items: 1,
	});
}
