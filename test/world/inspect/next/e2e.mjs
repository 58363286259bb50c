/** The end-to-end test of the shop: somebody opens the cart, orders, and wants the money back. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { watchEvents } from "./watch-events.mjs";

const port = await findFreePort();
const next = ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)];
const server = spawn(process.execPath, next, { stdio: ["ignore", "pipe", "inherit"] });
for await (const line of createInterface(server.stdout)) if (line.includes("Ready in")) break;
server.stdout.resume();
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH });
try {
  const page = await browser.newPage();
  const sent = watchEvents(page);
  await page.goto(`http://127.0.0.1:${port}/`);
  await sent("$pageview");
  await page.click("#cart");
  await sent("cart_opened");
  await page.click("#close");
  await sent("cartOpened");
  for (const button of ["#checkout", "#refund"]) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.click(button);
    await answered;
  }
} finally {
  await browser.close();
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  await exited;
}

/** Next.js takes 0 for 3000. */
async function findFreePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port: free } = probe.address();
  probe.close();
  await once(probe, "close");
  return free;
}
