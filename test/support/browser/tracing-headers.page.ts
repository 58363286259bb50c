// Without this import posthog-js loads the script from its host, after the page's first requests.
import "posthog-js/dist/tracing-headers";
import { posthog } from "posthog-js";

Object.assign(globalThis, { posthog });
