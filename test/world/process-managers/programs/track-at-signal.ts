/** Tracks five events, and five more whenever the window changes its size, which nobody does but a test. */
import { client } from "tracked-client";

function trackFive(): void {
  for (let call = 0; call < 5; call += 1) client.track();
}

trackFive();
process.on("SIGWINCH", trackFive);
setInterval(() => {}, 1000);
process.stdout.write("ready\n");
