import { similarEventFinder } from "../../naming/similar-events.ts";
import { quote } from "../../text/words.ts";
import type { ExitCode, Io } from "../io.ts";
import { readablePlan } from "../plan-files/readable-plan.ts";
import { describeEvent } from "./describe-event.ts";
import { rankEvents } from "./rank-events.ts";

export interface NearestArguments {
  /** The name that somebody would give a new event. */
  readonly name?: string | undefined;
  /** What happens. */
  readonly description: string;
  readonly plan?: string | undefined;
}

/** So many may be what was meant. */
const MAX_NEAR = 5;

/**
 * The events that a new one may repeat.
 *
 * @throws UsageError if the plan cannot be read
 */
export async function nearestEvents(
  { name, description, plan }: NearestArguments,
  io: Io,
): Promise<ExitCode> {
  const { events } = await readablePlan(plan, io);
  io.progress.end();
  const exact = events.find((event) => event.name === name);
  if (exact !== undefined) {
    io.stdout.write(`The plan has this event:\n${describeEvent(exact)}\n`);
    return 0;
  }
  const similar = name === undefined ? undefined : similarEventFinder(events)(name);
  const same = similar?.why === undefined ? undefined : events.find((event) => event.name === similar.name);
  const near = rankEvents(events, `${name ?? ""} ${description}`).filter((event) => event !== same);
  const lines = [
    ...(same === undefined
      ? []
      : [
          `Probably the same event: ${similar?.why ?? ""}, compared with ${quote(name)}.`,
          describeEvent(same),
        ]),
    ...(near.length === 0 ? [] : ["Nearest by words:", ...near.slice(0, MAX_NEAR).map(describeEvent)]),
  ];
  io.stdout.write(lines.length === 0 ? "No event is near.\n" : `${lines.join("\n")}\n`);
  return 0;
}
