/** Waits until the tracker is ready, then sends: what does not start is known by then. */
import { ready, stats, trackUserSignedIn, userId } from "../../../generated/index.ts";

const isReady = await ready();
const sent = trackUserSignedIn(userId("user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63"), { method: "github" });
process.stdout.write(JSON.stringify({ isReady, sent, stats: stats() }));
