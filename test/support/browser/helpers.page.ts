import { posthog } from "posthog-js";
import * as helpers from "../../../generated/browser.ts";

Object.assign(globalThis, { posthog, helpers });
