import { isAbsolute, join, relative } from "node:path";
import type { ReceivedEvent } from "../../endpoint/received.ts";
import { TEST_TRACKER } from "../../observe/senders.ts";
import { isRecord } from "../../text/json.ts";
import type { Io } from "../io.ts";
import { withSlashes } from "../paths.ts";

/** An event that a test tracker recorded, and the test that it did so in. */
export interface RecordedEvent {
  readonly event: ReceivedEvent;
  /** The file and the name of the test, as far as they are known: `test/cart.test.ts › adds a line`. */
  readonly test: string | undefined;
}

/**
 * Reads what test trackers wrote into a folder: a file for each process, a line for each event. What is no line of theirs, as
 * where a process was killed while it wrote, is left out.
 */
export async function readRecordedEvents(folder: string, io: Io): Promise<readonly RecordedEvent[]> {
  const names = (await io.files.readdir(folder)).filter((name) => name.endsWith(".ndjson")).toSorted();
  const texts = await Promise.all(names.map((name) => io.files.readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => text.split("\n").flatMap((line) => readLine(line, io)));
}

function readLine(line: string, { cwd, now }: Pick<Io, "cwd" | "now">): readonly RecordedEvent[] {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return [];
  }
  if (!isRecord(raw)) return [];
  const { event, distinctId, uuid, properties, groups, timestamp, file, test } = raw;
  if (typeof event !== "string" || typeof distinctId !== "string" || typeof uuid !== "string") return [];
  const shown = typeof file === "string" && isAbsolute(file) ? withSlashes(relative(cwd, file)) : file;
  const where = [shown, test].filter((part) => typeof part === "string" && part !== "");
  return [
    {
      event: {
        event,
        distinctId,
        uuid,
        properties: {
          ...(isRecord(properties) && properties),
          ...(isRecord(groups) && Object.keys(groups).length > 0 && { $groups: groups }),
          $lib: TEST_TRACKER,
        },
        ...(typeof timestamp === "string" && { timestamp }),
        receivedAt: now(),
        raw,
        accepted: true,
      },
      test: where.length === 0 ? undefined : where.join(" › "),
    },
  ];
}
