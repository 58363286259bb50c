import { fileURLToPath } from "node:url";
import type { Bench } from "../bench.ts";
import { jsonOf } from "../child.ts";
import { type Figures, inTurn } from "../figures.ts";
import type { WaitingCosts } from "../programs/waiting.ts";

const PAIRS = 3;

type Client = "helpers" | "posthog-node";

/** What waiting events cost, beside posthog-node; each in a process of its own. */
export async function measureWaiting({ report }: Bench): Promise<void> {
  const costs: Record<Client, WaitingCosts[]> = { helpers: [], "posthog-node": [] };
  const time = (client: Client) => (): number => {
    const cost = measure(client);
    costs[client].push(cost);
    return cost.cpuMs / 1000;
  };
  report("waitingTime", await inTurn(PAIRS, time("helpers"), time("posthog-node")));
  const both = (cost: (costs: WaitingCosts) => number): Figures => ({
    ours: costs.helpers.map(cost),
    beside: costs["posthog-node"].map(cost),
  });
  report(
    "waitingMemory",
    both(({ bytes }) => bytes),
  );
  report(
    "waitingBlock",
    both(({ blockedMs }) => blockedMs / 1000),
  );
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

function measure(client: Client): WaitingCosts {
  const program = fileURLToPath(new URL("../programs/waiting.ts", import.meta.url));
  const node = ["--expose-gc", "--conditions=@tracking-plan/source", "--import=tsx", program, client];
  return jsonOf<WaitingCosts>(node, { cwd: ROOT });
}
