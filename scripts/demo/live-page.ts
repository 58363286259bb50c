import type { Io } from "../../src/commands/io.ts";
import { Ledger } from "../../src/commands/inspector/ledger.ts";
import { type LivePage, openLivePage } from "../../src/commands/inspector/live/live-page.ts";
import type { ReceivedEvent } from "../../src/endpoint/received.ts";
import { FUNCTIONS } from "../../src/functions/functions.ts";
import { pageFunctionsOf } from "../../src/functions/page-functions.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { bundleInspectorPage } from "../build/inspector-page.ts";

/** The inspector's page for what the demo sends, with the page as its sources are now. */
export async function openDemoPage(
  plan: Plan,
  io: Io,
): Promise<Omit<LivePage, "take"> & { readonly take: (event: ReceivedEvent) => void }> {
  const { html } = await bundleInspectorPage();
  const functions = pageFunctionsOf(FUNCTIONS, io);
  const page = openLivePage({ html, plan, name: "127.0.0.1", functions });
  const ledger = new Ledger(plan);
  return { ...page, take: (event) => page.take(ledger.take(event)) };
}
