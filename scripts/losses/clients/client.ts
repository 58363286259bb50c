import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Said, Task } from "../task.ts";

/** A way to track events. */
export interface Client {
  /** Tracks an event. Gives whether it was accepted. */
  track(number: number, isPoisoned: boolean): boolean;
  /** How many events wait. */
  queued(): number;
  shutdown(): Promise<void>;
}

const task = JSON.parse(process.env["LOSSES_TASK"] ?? "") as Task;

/** Says something to whoever runs the losses, at once: the process may end in the next moment. */
export function say(said: Said): void {
  writeSync(3, `${JSON.stringify(said)}\n`);
}

/** Does what the task says with a client. */
export async function run(client: Client): Promise<void> {
  let accepted = 0;
  for (let number = 0; number < task.events; number += 1) {
    if (client.track(number, number === task.poisoned)) accepted += 1;
  }
  say({ kind: "accepted", events: accepted });
  if (task.ending === "exit") process.exit();
  if (task.ending === "throw") {
    setTimeout(() => {
      throw new Error("nobody catches this");
    }, task.lives);
    return;
  }
  say({ kind: "ready" });
  if (task.ending === "natural") return;
  await sleep(task.lives);
  if (task.ending === "shutdown") {
    await client.shutdown();
    return;
  }
  say({ kind: "queued", events: client.queued() });
  // It is killed from outside.
  setInterval(() => {}, 1000);
}

/** A value that cannot be serialized. */
export const POISON = {
  toJSON() {
    throw new Error("toJSON throws");
  },
};
