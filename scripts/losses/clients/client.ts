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
  /** Makes the calls of a task, if they are not just made. */
  make?(calls: () => void): unknown;
}

const task = JSON.parse(process.env["LOSSES_TASK"] ?? "") as Task;

/** Says something to whoever runs the losses, at once: the process may end in the next moment. */
export function say(said: Said): void {
  writeSync(3, `${JSON.stringify(said)}\n`);
}

/** Does what the task says with a client. */
export async function run(client: Client): Promise<void> {
  let accepted = 0;
  const calls = (): void => {
    for (let number = 0; number < task.events; number += 1) {
      if (client.track(number, number === task.poisoned)) accepted += 1;
    }
  };
  if (client.make === undefined) calls();
  else await client.make(calls);
  say({ kind: "accepted", events: accepted });
  if (task.ending === "exit") process.exit();
  if (task.ending === "killed") process.kill(process.pid, "SIGKILL");
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
