/** Tracks an event in each request. */
import { client } from "tracked-client";

/** As much of a Worker's context as is used. */
interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

interface Bindings {
  readonly POSTHOG_HOST: string;
  /** `waitUntil`: configured once with it. `flush`: awaited in each request. */
  readonly HOW: "waitUntil" | "flush";
}

let isConfigured = false;
let current: Context | undefined;

const worker = {
  async fetch(_request: unknown, { POSTHOG_HOST, HOW }: Bindings, context: Context): Promise<Response> {
    current = context;
    if (!isConfigured) {
      isConfigured = true;
      client.configure({
        apiKey: "phc_x",
        host: POSTHOG_HOST,
        ...(HOW === "waitUntil" && { waitUntil: (promise: Promise<unknown>) => current?.waitUntil(promise) }),
      });
    }
    client.track();
    if (HOW === "flush") await client.flush();
    return new Response("tracked");
  },
};

// oxlint-disable-next-line import/no-default-export -- Workers are default exports.
export default worker;
