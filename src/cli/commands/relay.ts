import { defineCommand, OPTIONS } from "../options.ts";

const { outbox, plan } = OPTIONS;

export const relay = defineCommand({
  summary: "Send the durable events of an outbox, until SIGTERM or Ctrl-C.",
  failure: "The plan has errors.",
  positionals: {},
  options: {
    outbox,
    plan,
    name: {
      kind: "text",
      value: "NAME",
      description: "Name of the plan, where its file is not. Only events of this plan are sent.",
    },
    port: {
      kind: "text",
      value: "PORT",
      description: "Port of 127.0.0.1 for `/healthz` and `/metrics`. Default: 9464.",
    },
  },
  run: async (args, io) => (await import("../../commands/relay/relay.ts")).relayEvents(args, io),
});
