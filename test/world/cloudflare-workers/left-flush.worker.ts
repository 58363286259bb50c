/** Tracks an event in each request, and waits for its delivery unless the request asks it not to. */
import { env } from "cloudflare:workers";
import { client } from "tracked-client";

client.configure({ apiKey: "phc_x", host: env.POSTHOG_HOST });

const worker = {
  async fetch({ url }: { readonly url: string }): Promise<Response> {
    client.track();
    const flushed = client.flush();
    if (!url.endsWith("/left")) await flushed;
    return new Response("tracked");
  },
};

// oxlint-disable-next-line import/no-default-export -- Workers are default exports.
export default worker;
