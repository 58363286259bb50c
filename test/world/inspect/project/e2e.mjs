/** The end-to-end test of the shop: somebody opens the cart, orders, and joins the newsletter. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "playwright-core";
import { watchEvents } from "./watch-events.mjs";

const server = spawn(process.execPath, ["--import", "tsx", "server.ts"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [port] = await once(server.stdout, "data");
const shop = `http://127.0.0.1:${String(port).trim()}`;
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH });
try {
  const page = await browser.newPage();
  const sent = watchEvents(page);
  await page.goto(`${shop}/index.html`);
  await sent("$pageview");
  await page.click("#cart");
  await sent("cart_opened");
  const ordered = page.waitForResponse(`${shop}/orders`);
  await page.click("#checkout");
  await ordered;
  await sent("checkout_seen");
  await page.click("#close");
  await sent("cartOpened");
  await page.goto(`${shop}/lite.html`);
  // posthog-js-lite does not read the answer, so that its request does not end.
  const joined = Promise.race(["response", "requestfailed"].map((name) => page.waitForEvent(name, toBatch)));
  await page.click("#join");
  await joined;
} finally {
  await browser.close();
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  await exited;
}

function toBatch(requestOrResponse) {
  return requestOrResponse.url().endsWith("/batch/");
}
