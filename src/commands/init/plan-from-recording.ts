import { resolve } from "node:path";
import { draftFromSightings } from "../../draft/from-sightings.ts";
import { sightingsOfEvents } from "../../draft/sightings-of-events.ts";
import type { Plan } from "../../plan/plan.ts";
import { plural } from "../../text/words.ts";
import { loadRecording } from "../inspector/load-recording.ts";
import type { Io } from "../io.ts";
import { displayPath } from "../paths.ts";
import type { FoundDraft } from "./plan-from-code.ts";

/**
 * A plan of the events of a recording.
 *
 * @param file - relative to the working directory
 * @param plan - the one that is there
 * @throws UsageError if the file cannot be read or is no recording
 */
export async function draftFromRecording(file: string, plan: Plan | undefined, io: Io): Promise<FoundDraft> {
  const { events } = await loadRecording(file, io);
  const name = displayPath(io.cwd, resolve(io.cwd, file));
  return {
    draft: draftFromSightings(sightingsOfEvents(events, name), plan?.groups),
    found: { in: name, of: plural(events.length, "event") },
  };
}
