import { resolve } from "node:path";
import { type Recording, readRecording } from "../../observe/recording.ts";
import { describeSystemError, fixSystemError, type Io, isSystemError, UsageError } from "../io.ts";
import { displayPath } from "../paths.ts";

/** A recording is read as a whole. */
const MAX_BYTES = 500_000_000;

/**
 * Reads a recording from the disk.
 *
 * @param file - relative to the working directory
 * @throws UsageError if it cannot be read or is no recording
 */
export async function loadRecording(file: string, io: Io): Promise<Recording> {
  const path = resolve(io.cwd, file);
  const shown = displayPath(io.cwd, path);
  let text: string;
  try {
    const { size } = await io.files.stat(path);
    if (size > MAX_BYTES) throw new UsageError(`${shown} is larger than 500 MB.`, "Record fewer events.");
    text = await io.files.readFile(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`Cannot read ${shown}: ${describeSystemError(error)}.`, fixSystemError(error));
  }
  const recording = readRecording(text);
  if (!("fault" in recording)) return recording;
  throw new UsageError(
    `${shown} ${recording.fault}.`,
    "Make one with `npx tracking-plan inspect --save FILE`.",
  );
}
