/** Tracks an event in each request. */
import { env, waitUntil } from "cloudflare:workers";
import { client } from "tracked-client";

// `HOW` is `waitUntil`, configured once with it, or `flush`, awaited in each request.
const { POSTHOG_HOST, HOW } = env;

client.configure({ apiKey: "phc_x", host: POSTHOG_HOST, ...(HOW === "waitUntil" && { waitUntil }) });

const worker = {
  async fetch(): Promise<Response> {
    client.track();
    if (HOW === "flush") await client.flush();
    return new Response("tracked");
  },
};

// oxlint-disable-next-line import/no-default-export -- Workers are default exports.
export default worker;
