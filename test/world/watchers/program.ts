/** Tracks five events, and runs until it is stopped. */
import { trackUserSignedIn, userId } from "../../../generated/index.ts";

const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
for (let call = 0; call < 5; call += 1) trackUserSignedIn(user, { method: "github" });
setInterval(() => {}, 1000);
process.stdout.write("ready\n");
