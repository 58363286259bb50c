import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan, out } = OPTIONS;

export const doctor = defineCommand({
  summary: "Diagnose delivery, identity and revenue problems.",
  failure: "A problem was found. Warnings alone do not fail.",
  positionals: {},
  options: {
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
  run: async (args, io) => (await import("../../commands/doctor/doctor.ts")).doctor(args, io),
});
