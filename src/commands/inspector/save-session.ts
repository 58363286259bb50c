import { resolve } from "node:path";
import { writeRecording } from "../../observe/recording.ts";
import type { Plan } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";
import { plural } from "../../text/words.ts";
import { describeSystemError, fixSystemError, type Io, isSystemError, UsageError } from "../io.ts";
import { displayPath } from "../paths.ts";
import { writeWhole } from "../output/write-files.ts";
import type { Ledger } from "./ledger.ts";
import type { LivePage } from "./live/live-page.ts";

/**
 * Writes a recording, or the page if there is one.
 *
 * @param file - relative to the working directory
 * @throws UsageError if it cannot be written
 */
export async function saveSession(
  file: string,
  {
    plan,
    ledger: { tape },
    page,
  }: { readonly plan: Plan; readonly ledger: Ledger; readonly page: LivePage | undefined },
  io: Io,
): Promise<void> {
  const path = resolve(io.cwd, file);
  const shown = displayPath(io.cwd, path);
  const { events, left } = tape ?? { events: [], left: 0 };
  const text = page === undefined ? writeRecording({ plan: plan.name, events }) : await page.writeFile();
  try {
    await writeWhole([{ path, text }], io.files);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`Cannot write ${shown}: ${describeSystemError(error)}.`, fixSystemError(error));
  }
  if (left > 0)
    io.stderr.write(
      `${printable(shown)} has the first ${plural(events.length, "event")}; ${left} more arrived.\n`,
    );
}
