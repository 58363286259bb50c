/** Tracks events, shuts down, tracks one more, and prints the report and the stats as JSON. */
import { shutdown, stats, trackUserSignedIn, userId } from "../../../generated/index.ts";

const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
for (let call = 0; call < 3; call += 1) trackUserSignedIn(user, { method: "github" });
const report = await shutdown();
const late = trackUserSignedIn(user, { method: "github" });
process.stdout.write(JSON.stringify({ report, late, stats: stats() }));
