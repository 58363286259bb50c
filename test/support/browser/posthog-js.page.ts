import { posthog } from "posthog-js";

Object.assign(globalThis, { posthog });
