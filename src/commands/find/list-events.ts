import { namesOfEvent } from "../../plan/names.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import type { JsonValue } from "../../text/json.ts";
import { plural } from "../../text/words.ts";
import { finish } from "../command.ts";
import type { ExitCode, Io } from "../io.ts";
import { readablePlan } from "../plan-files/readable-plan.ts";
import { describeEvent } from "./describe-event.ts";
import { rankEvents } from "./rank-events.ts";

export interface ListArguments {
  /** Without any, all events are listed. */
  readonly words: readonly string[];
  readonly plan?: string | undefined;
  /** The most events to list. */
  readonly limit?: number | undefined;
  readonly format: "text" | "json";
}

/**
 * `list`: the events of the plan, or those that some words find, the best first.
 *
 * @throws UsageError if the plan cannot be read
 */
export async function listEvents(
  { words, plan, limit = Infinity, format }: ListArguments,
  io: Io,
): Promise<ExitCode> {
  const query = words.join(" ");
  const { events } = await readablePlan(plan, io);
  io.progress.end();
  const found = query.trim() === "" ? events : rankEvents(events, query);
  const listed = found.slice(0, limit);
  if (format === "json") {
    const result = { events: listed.map(toJson) };
    return finish({ command: "list", ok: true, diagnostics: [], summary: [], result }, { format }, io);
  }
  const lines = [
    ...(found.length === 0
      ? [`No event has these words. The plan has ${plural(events.length, "event")}.`]
      : []),
    ...listed.map(describeEvent),
    ...(found.length > limit ? [`${found.length - limit} more: search with other words.`] : []),
  ];
  io.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

function toJson(event: PlanEvent): JsonValue {
  const { name, source, status, category, owner = [], description, trigger } = event;
  return {
    name,
    ...(status !== "planned" && { helper: namesOfEvent(event).helper }),
    status,
    source,
    ...(category !== undefined && { category }),
    owners: [...owner],
    ...(description !== undefined && { description }),
    ...(trigger !== undefined && { trigger }),
  };
}
