import { defineFunction } from "./define-function.ts";
import { SHARED } from "./parameters.ts";

const { outbox, plan } = SHARED;

export const relay = defineFunction({
  name: "relay",
  summary: "Send the durable events of an outbox, until SIGTERM or Ctrl-C.",
  parameters: {
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
  commandLine: { failure: "The plan has errors." },
  run: async (args, io) => (await import("../commands/relay/relay.ts")).relayEvents(args, io),
});
