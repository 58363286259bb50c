/** The client that the server was started with. Each is bundled before the build. */
export async function trackedClient() {
  const { client } = await importClient(process.env.TRACKED_CLIENT);
  return client;
}

function importClient(name) {
  if (name === "posthog-node") return import("../clients/node/posthog-node/client.mjs");
  if (name === "own-handler") return import("../clients/node/own-handler/client.mjs");
  return import("../clients/node/helpers/client.mjs");
}

export async function trackFive() {
  const client = await trackedClient();
  for (let call = 0; call < 5; call += 1) client.track();
  return client;
}
