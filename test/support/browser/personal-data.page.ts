import { posthog } from "posthog-js";
import * as helpers from "../../golden/personal-data/expected/browser.ts";

Object.assign(globalThis, { posthog, helpers });
