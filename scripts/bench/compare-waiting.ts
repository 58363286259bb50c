import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { tell } from "./tell.ts";
import type { WaitingCosts } from "./waiting.ts";

/** One line for each cost of 50,000 waiting events. */
const COSTS = [
  ["an event, called and delivered: processor time, helper / posthog-node", "cpuMs", "ms"],
  ["a waiting event: memory, helper / posthog-node", "bytes", "bytes"],
  ["50,000 waiting events, sent: longest block of the event loop", "blockedMs", "ms"],
] as const;

/** Prints what waiting events cost, beside posthog-node; each in a process of its own. */
export function compareWaiting(): void {
  const helpers = measure("helpers");
  const alone = measure("posthog-node");
  for (const [name, cost, unit] of COSTS) {
    tell(name, helpers[cost], alone[cost], unit);
  }
}

function measure(client: string): WaitingCosts {
  const program = fileURLToPath(new URL("waiting.ts", import.meta.url));
  const node = ["--expose-gc", "--conditions=@tracking-plan/source", "--import=tsx", program, client];
  return JSON.parse(execFileSync(process.execPath, node, { encoding: "utf8" })) as WaitingCosts;
}
