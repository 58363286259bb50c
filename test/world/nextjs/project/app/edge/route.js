import { after } from "next/server";

export const runtime = "edge";

function importClient(name) {
  if (name === "posthog-node") return import("../../clients/edge/posthog-node/client.mjs");
  if (name === "own-handler") return import("../../clients/edge/own-handler/client.mjs");
  return import("../../clients/edge/helpers/client.mjs");
}

export async function GET() {
  const { client } = await importClient(process.env.TRACKED_CLIENT);
  for (let call = 0; call < 5; call += 1) client.track();
  after(() => client.flush());
  return new Response("tracked");
}
