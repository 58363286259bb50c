import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { makeDurableProject } from "../durable-project.ts";

/** What a process that was killed had tracked, and what became of it. */
export interface KillStory {
  /** What the helper returned. */
  readonly accepted: boolean;
  readonly signal: string;
  readonly arrivedBefore: number;
  /** The events that arrived after a restart. */
  readonly arrived: readonly string[];
}

/** Whether the event was accepted, the process was killed before it was sent, and it arrived once. */
export function isAsPlanned({ accepted, signal, arrivedBefore, arrived }: KillStory): boolean {
  return accepted && signal === "SIGKILL" && arrivedBefore === 0 && arrived.join() === "payment_succeeded";
}

/** Kills a process that has just tracked a durable event, and starts another one with the same outbox. */
export async function killAndRestart(): Promise<KillStory> {
  const folder = await makeDurableProject();
  const endpoint = await startPostHogEndpoint();
  try {
    const run = (does: "pay" | "restart") =>
      spawn(
        process.execPath,
        [
          "--conditions=@tracking-plan/source",
          "--import=tsx",
          fileURLToPath(new URL("pay.ts", import.meta.url)),
          does,
          folder,
        ],
        {
          env: { ...process.env, POSTHOG_API_KEY: "phc_demo", POSTHOG_HOST: endpoint.url },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
    const paying = run("pay");
    const killed = once(paying, "exit");
    const [said] = await Promise.race([once(paying.stdout, "data"), killed]);
    paying.kill("SIGKILL");
    const [, signal] = await killed;
    const arrivedBefore = endpoint.events.length;
    await once(run("restart"), "exit");
    return {
      accepted: String(said) === "true\n",
      signal: String(signal),
      arrivedBefore,
      arrived: endpoint.events.map(({ event, accepted }) => (accepted ? event : `${event}, refused`)),
    };
  } finally {
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
