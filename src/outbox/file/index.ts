/** Keeps durable events in a file: `tracking-plan/outbox/file`. For Node; other hosts may have no file that lasts. */
import { findDatabase } from "./database.ts";
import { FileOutbox, type FileOutboxOptions } from "./file-outbox.ts";

export type { FileOutbox, FileOutboxOptions } from "./file-outbox.ts";
export type { DatabaseClass } from "./database.ts";

/**
 * An outbox in a file, which several processes of one machine can share. Create one for each file and process, and pass it to
 * `configureTracking`. Never throws: a file that cannot be used is said in the log, and events are held in memory.
 *
 * @example
 * const outbox = fileOutbox({ path: "./var/tracking.db" });
 * configureTracking({ outbox });
 */
export function fileOutbox(options: FileOutboxOptions): FileOutbox {
  return new FileOutbox(options.driver ?? findDatabase(), options);
}
