import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { track } from "../../src/runtime/calls.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import { fromRequest } from "../../src/runtime/event/from-request.ts";
import type { Tracker } from "../../src/runtime/tracker.ts";
import { ANN, BOB, paymentSucceeded, plan } from "../support/shop-plan.ts";

/** Backends that link events to the browser's session, with real requests to them and the real posthog-node behind. */

const SESSION = "0190b1c2-0000-7000-8000-000000000001";
const ANONYMOUS = "0190b1c2-0000-7000-8000-000000000002";

/** Who is logged in, as the server knows it. */
const LOGINS: Readonly<Record<string, string>> = { "session=ann": ANN, "session=bob": BOB };

/** The same backend in two frameworks: `POST /pay` tracks a payment of whoever is logged in. */
const frameworks: Readonly<Record<string, (tracker: Tracker) => RequestListener>> = {
  "express, with Node's IncomingMessage": (tracker) => {
    const app = express();
    app.post("/pay", (request, response) => {
      const user = LOGINS[request.headers.cookie ?? ""] ?? "";
      const options = { tracker, ...fromRequest(request) };
      response.json(track(paymentSucceeded, user, { amount_usd: 5 }, options));
    });
    return app;
  },
  "hono, with the Fetch Request": (tracker) => {
    const app = new Hono();
    app.post("/pay", (context) => {
      const user = LOGINS[context.req.header("cookie") ?? ""] ?? "";
      const options = { tracker, ...fromRequest(context.req.raw) };
      return context.json(track(paymentSucceeded, user, { amount_usd: 5 }, options));
    });
    return getRequestListener(app.fetch);
  },
};

describe.each(Object.entries(frameworks))("%s", (_name, makeApp) => {
  let endpoint: PostHogEndpoint;
  let tracker: Tracker;
  let server: Server;
  let lines: string[];

  beforeEach(async () => {
    endpoint = await startPostHogEndpoint();
    lines = [];
    tracker = createTracker(plan, {
      apiKey: "phc_x",
      host: endpoint.url,
      log: (line) => lines.push(line),
    });
    server = createServer(makeApp(tracker)).listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await tracker.shutdown();
    await endpoint.close();
  });

  async function pay(headers: Readonly<Record<string, string>>): Promise<unknown> {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/pay`, { method: "POST", headers });
    return response.json();
  }

  async function received(): Promise<readonly { readonly distinctId: string; readonly session: unknown }[]> {
    await tracker.flush();
    return endpoint.events.map(({ distinctId, properties }) => ({
      distinctId,
      session: properties["$session_id"],
    }));
  }

  test("an event is linked to the session of the browser that asked", async () => {
    const headers = { "X-POSTHOG-SESSION-ID": SESSION, "X-POSTHOG-DISTINCT-ID": ANN };
    expect(await pay({ cookie: "session=ann", ...headers })).toBe(true);
    expect(await received()).toEqual([{ distinctId: ANN, session: SESSION }]);
    expect(tracker.stats().mismatched).toBe(0);
  });

  test("a browser that has not been told who its user is does no harm", async () => {
    await pay({ cookie: "session=ann", "X-POSTHOG-SESSION-ID": SESSION, "X-POSTHOG-DISTINCT-ID": ANONYMOUS });
    await pay({ cookie: "session=ann" });
    expect(await received()).toEqual([
      { distinctId: ANN, session: SESSION },
      { distinctId: ANN, session: undefined },
    ]);
    expect(tracker.stats().mismatched).toBe(0);
    expect(lines).toEqual([]);
  });

  test("the authenticated user wins against another one's id, which is counted and said once", async () => {
    await pay({ cookie: "session=ann", "X-POSTHOG-DISTINCT-ID": BOB });
    await pay({ cookie: "session=ann", "X-POSTHOG-DISTINCT-ID": BOB });
    expect(await received()).toEqual([
      { distinctId: ANN, session: undefined },
      { distinctId: ANN, session: undefined },
    ]);
    expect(JSON.stringify(endpoint.requests)).not.toContain(BOB);
    expect(tracker.stats()).toMatchObject({ mismatched: 2, events: { accepted: 2, delivered: 2 } });
    expect(lines).toEqual([
      "[tracking-plan] payment_succeeded: the request claimed another user id. The authenticated one is used. Repeats are counted, not logged.",
    ]);
  });

  test("nobody becomes anybody by a header", async () => {
    expect(await pay({ "X-POSTHOG-DISTINCT-ID": BOB, "X-POSTHOG-SESSION-ID": SESSION })).toBe(false);
    expect(await received()).toEqual([]);
    expect(tracker.stats()).toMatchObject({ mismatched: 0, refused: { invalid_user_id: 1 } });
  });

  test.each([
    "attacker-chosen",
    "guest",
    "a".repeat(5000),
    "' OR 1=1 --",
    "\u00ff\u0080",
    "{}",
    "ann@example.com",
  ])("a header of %j neither names a person nor loses the event", async (chosen) => {
    const headers = { "X-POSTHOG-DISTINCT-ID": chosen, "X-POSTHOG-SESSION-ID": `${chosen} ${SESSION}` };
    expect(await pay({ cookie: "session=bob", ...headers })).toBe(true);
    expect(await received()).toEqual([{ distinctId: BOB, session: undefined }]);
    expect(endpoint.events[0]?.properties).not.toHaveProperty("plan_violations");
    expect(JSON.stringify(endpoint.requests)).not.toContain(chosen.slice(0, 20));
  });
});
