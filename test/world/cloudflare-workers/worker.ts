import { configureTracking, flush, parseUserId, stats, trackUserSignedIn } from "../../../generated/index.ts";

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
      configureTracking({
        apiKey: "phc_x",
        host: POSTHOG_HOST,
        ...(HOW === "waitUntil" && { waitUntil: (promise) => current?.waitUntil(promise) }),
      });
    }
    const user = parseUserId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
    const accepted = Array.from({ length: 5 }, () => trackUserSignedIn(user, { method: "github" }));
    if (HOW === "flush") await flush();
    return Response.json({ accepted, lost: stats().events.lost });
  },
};

// oxlint-disable-next-line import/no-default-export -- Workers are default exports.
export default worker;
