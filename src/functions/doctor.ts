import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { plan, out } = SHARED;

export const doctor = defineFunction({
  name: "doctor",
  summary: "Diagnose delivery, identity and revenue problems.",
  parameters: {
    plan,
    out,
    offline: { kind: "flag", description: "Do not contact the configured host." },
    send: {
      kind: "flag",
      description:
        "Send one test event, `tracking_plan_test`. With POSTHOG_PERSONAL_API_KEY, also ask PostHog whether it arrived.",
    },
    format: formats("text", "json"),
  },
  commandLine: { failure: "A problem was found. Warnings alone do not fail." },
  run: async (args, io) => (await import("../commands/doctor/doctor.ts")).doctor(args, io),
});
