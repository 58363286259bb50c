/** Tracks five events. With the argument `ends` that is all; without, it runs until it is stopped. */
import { client } from "tracked-client";

for (let call = 0; call < 5; call += 1) client.track();
if (!process.argv.includes("ends")) setInterval(() => {}, 1000);
process.stdout.write("ready\n");
