/** Imports the runtime, and nothing else. */
import { track } from "tracking-plan/runtime";

process.stdout.write(typeof track);
