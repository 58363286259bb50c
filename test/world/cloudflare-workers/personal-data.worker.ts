/** Sets properties of a person, one of which is personal. */
import { configureTracking, flush, identifyUser, userId } from "../../golden/personal-data/expected/index.ts";

const worker = {
  async fetch(_request: unknown, { POSTHOG_HOST }: { readonly POSTHOG_HOST: string }): Promise<Response> {
    configureTracking({ apiKey: "phc_x", host: POSTHOG_HOST, personalData: "hash" });
    identifyUser(userId("user_3f2504e0-4f89-41d3-9a0c-0305e82c3301"), {
      email: "zelda@example.com",
      nickname: "Z.",
    });
    await flush();
    return new Response("tracked");
  },
};

// oxlint-disable-next-line import/no-default-export -- Workers are default exports.
export default worker;
