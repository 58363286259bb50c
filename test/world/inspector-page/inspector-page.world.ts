/**
 * The inspector's page with as many events as it keeps, in Chromium. What is measured is the processor's time in the page, so that it
 * holds beside other work; times on the clock are shown.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleInspectorPage } from "../../../scripts/build/inspector-page.ts";
import { Ledger } from "../../../src/commands/inspector/ledger.ts";
import { type LivePage, openLivePage } from "../../../src/commands/inspector/live/live-page.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { ROOT } from "../../support/command-line.ts";
import { NO_FUNCTIONS } from "../../support/live-page.ts";

const EVENTS = 100_000;
const PEOPLE = 5000;
const NAMES = ["feature_used", "workflow_started", "$pageview", "order_lost"];

/** A key stroke in the filter is answered within this time, from the key to the frame that shows it. */
const ANSWER_MS = 200;

/** No task of the page takes longer while it scrolls. */
const TASK_MS = 100;

let browser: Browser;
let page: Page;
let live: LivePage;
let endpoint: PostHogEndpoint;

beforeAll(async () => {
  const { html } = await bundleInspectorPage();
  const plan = readPlanText(readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8"));
  live = openLivePage({ html, plan, name: "127.0.0.1", functions: NO_FUNCTIONS });
  const ledger = new Ledger(plan);
  endpoint = await startPostHogEndpoint({
    site: live.site,
    onEvents: (events) => {
      for (const event of events) live.take(ledger.take(event));
    },
  });
  for (let first = 0; first < EVENTS; first += 1000) await send(first, 1000);
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1400, height: 800 } });
  page = await context.newPage();
  await page.goto(live.addressAt(endpoint.url));
  await page.getByText("100,000 events").waitFor();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  live?.close();
  await endpoint?.close();
});

/** Sends events of about 700 bytes, as posthog-js writes them. */
async function send(first: number, count: number): Promise<void> {
  const batch = Array.from({ length: count }, (_, offset) => {
    const index = first + offset;
    return {
      event: NAMES[index % NAMES.length],
      distinct_id: `user_00000000-0000-4000-8000-${String(index % PEOPLE).padStart(12, "0")}`,
      uuid: crypto.randomUUID(),
      timestamp: new Date().toISOString(),
      properties: {
        $lib: index % 2 === 0 ? "posthog-node" : "web",
        $session_id: crypto.randomUUID(),
        $current_url: `https://example.com/some/page?index=${index}`,
        $browser: "Chrome",
        $os: "Linux",
        $screen_width: 1400,
        feature: "code_review",
        language: "python",
        workflow_id: `wf_${index}`,
        $groups: { organization: `org_${index % 100}` },
      },
    };
  });
  const body = JSON.stringify({ api_key: "phc", batch });
  await fetch(`${endpoint.url}/batch/`, { method: "POST", body });
}

/** Of Chromium's trace, in microseconds. */
interface TraceEvent {
  readonly name: string;
  /** Of the processor. */
  readonly tdur?: number;
  readonly dur?: number;
}

/** The longest tasks of the page during something, in milliseconds of the processor, from Chromium's trace. */
async function traceTasks(act: () => Promise<void>): Promise<readonly number[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    categories: "toplevel,devtools.timeline",
  });
  await act();
  const complete = new Promise<void>((resolve) => {
    session.once("Tracing.tracingComplete", () => resolve());
  });
  await session.send("Tracing.end");
  await complete;
  const tasks = events.filter(({ name }) => name.endsWith("RunTask"));
  expect(tasks.length).toBeGreaterThan(100);
  return tasks.map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000).toSorted((a, b) => b - a);
}

test("a key stroke in the filter is answered in 200 ms", async () => {
  // Each letter widens, narrows or changes what is found, or finds nothing at all.
  const typed = ["w", "wf", "wf_9", "wf_99", "wf_9", "wf", "", "zzz", "org_42 python", "code", ""];
  const answers = (await page.evaluate(`(async () => {
    const input = document.getElementById("search");
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const answers = [];
    for (const text of ${JSON.stringify(typed)}) {
      const start = performance.now();
      set.call(input, text);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      // The frame that draws what was found first, and the one after it, by when it is on the screen.
      await frame();
      await frame();
      const answered = performance.now() - start;
      while (document.querySelector(".count").textContent.includes("…")) await frame();
      answers.push({ text, answered, complete: performance.now() - start, count: document.querySelector(".count").textContent });
    }
    return answers;
  })()`)) as readonly { text: string; answered: number; complete: number; count: string }[];
  for (const { text, answered, complete, count } of answers) {
    process.stdout.write(
      `"${text}": ${answered.toFixed()} ms, all after ${complete.toFixed()} ms: ${count}\n`,
    );
  }
  // The median: a machine with other work holds up single frames.
  const times = answers.map(({ answered }) => answered).toSorted((a, b) => a - b);
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(ANSWER_MS);
  expect(answers.map(({ count }) => count)).toContain("1,111 of 100,000 events");
});

test("scrolling has no task over 100 ms, also while events arrive", async () => {
  const tasks = await traceTasks(async () => {
    await page.mouse.move(300, 400);
    for (let turn = 0; turn < 100; turn += 1) {
      await page.mouse.wheel(0, turn < 60 ? 3000 : -4000);
      if (turn % 10 === 0) await send(EVENTS + turn * 10, 100);
    }
    await page.evaluate(`(async () => {
      const list = document.getElementById("events");
      for (let jump = 0; jump < 60; jump += 1) {
        list.scrollTop = Math.random() * list.scrollHeight;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    })()`);
  });
  process.stdout.write(`${tasks.length} tasks, the longest ${tasks[0]?.toFixed()} ms\n`);
  expect(tasks[0]).toBeLessThan(TASK_MS);
});

test("memory is bounded, of the page and of the server", async () => {
  const server = await browser.newBrowserCDPSession();
  /** Of the process that draws the page: Chromium keeps texts beside the heap of its scripts. */
  const megabytes = async (): Promise<number> => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { processInfo } = await server.send("SystemInfo.getProcessInfo");
    const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentOf(id));
    return Math.max(...sizes);
  };
  const before = { page: await megabytes(), server: process.memoryUsage().rss / 1e6 };
  for (let first = 0; first < EVENTS; first += 1000) await send(2 * EVENTS + first, 1000);
  await expect
    .poll(() => page.locator(".count").textContent(), { timeout: 60_000 })
    .toMatch(/^10[01],\d{3} events$/u);
  const after = { page: await megabytes(), server: process.memoryUsage().rss / 1e6 };
  process.stdout.write(
    `MB with 100,000 events: ${JSON.stringify(before)}, after as many again: ${JSON.stringify(after)}\n`,
  );
  expect(after.page).toBeLessThan(Math.max(400, 1.5 * before.page));
  expect(after.server).toBeLessThan(1000);
});

/** The memory that a process has, in megabytes. */
function residentOf(id: number): number {
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  return Number(/^VmRSS:\s+(?<size>\d+) kB$/mu.exec(status)?.groups?.["size"]) / 1000;
}

test("5,000 people are listed", async () => {
  const start = performance.now();
  await page.getByRole("button", { name: "People" }).click();
  await page.getByText("5,000 people").waitFor();
  process.stdout.write(`${(performance.now() - start).toFixed()} ms\n`);
  expect(await page.getByRole("article").count()).toBe(100);
});
