import { setImmediate } from "node:timers/promises";
import { createJudge } from "../../../observe/judge.ts";
import { asReceived, type Recording } from "../../../observe/recording.ts";
import { writeShown } from "../../../observe/shown-event.ts";
import type { Plan } from "../../../plan/plan.ts";

/** Between these many the process takes events again. */
const AT_ONCE = 200;

/** Compares the events of a recording with the plan, as they were when they arrived. Gives their lines. */
export async function* judgeRecording({ events }: Recording, plan: Plan): AsyncGenerator<string> {
  const judge = createJudge(plan);
  for (let start = 0; start < events.length; start += AT_ONCE) {
    const lines = events
      .slice(start, start + AT_ONCE)
      .map((event, index) => writeShown(start + index + 1, judge(asReceived(event))));
    yield `${lines.join("\n")}\n`;
    await setImmediate();
  }
}
