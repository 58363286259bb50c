import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EndpointSite } from "../../../endpoint/start.ts";
import { definitionsOf } from "../../../observe/definitions.ts";
import type { Observation } from "../../../observe/observation.ts";
import { readRecording } from "../../../observe/recording.ts";
import { type Answers, type Session, writeSessionPage } from "../../../observe/session.ts";
import type { Plan } from "../../../plan/plan.ts";
import { createFeed } from "./feed.ts";
import { createGuard } from "./guard.ts";
import { History, MAX_EVENTS } from "./history.ts";
import { judgeRecording } from "./judge-recording.ts";

const PATH = "/inspector";

/** A recording is read as a whole. */
const MAX_RECORDING_BYTES = 200_000_000;

/** What a function is asked is short. */
const MAX_INPUT_BYTES = 100_000;

/** The page that shows what arrives, on the server of the endpoint. */
export interface LivePage {
  readonly site: EndpointSite;
  /** The page's address, with its token. @param url - of the endpoint */
  readonly addressAt: (url: string) => string;
  readonly take: (observation: Observation) => void;
  /** Goes on with a changed plan. Events that are there stay as they were judged. */
  readonly follow: (plan: Plan) => void;
  /** Says what is wrong with the plan's file, until it is followed again. */
  readonly warn: (warning: string) => void;
  /** The session as one file, with all that its functions answer. */
  readonly writeFile: () => Promise<string>;
  /** Ends the connections of all pages, which come again. */
  readonly dropConnections: () => void;
  readonly close: () => void;
}

/** Functions that the page can ask for by name. They answer of the plan that events are compared with. */
export interface PageFunctions {
  /** Never rejects: the answer says what failed. */
  readonly ask: (
    name: string,
    input: unknown,
    plan: Plan,
  ) => Promise<{ readonly ok: boolean; readonly text: string }>;
  /** All that a page without a server can ask for. What fails is left out. */
  readonly saved: (plan: Plan) => Promise<Answers>;
}

/**
 * Begins a session of the page.
 *
 * @param html - of the page, as the build makes it
 * @param name - the address or name that the server listens on
 */
export function openLivePage({
  html,
  plan,
  name,
  functions,
}: {
  readonly html: string;
  readonly plan: Plan;
  readonly name: string;
  readonly functions: PageFunctions;
}): LivePage {
  const token = randomBytes(16).toString("base64url");
  const guard = createGuard({ token, name });
  const history = new History();
  const startedAt = Date.now();
  let current = plan;
  let warning: string | undefined;
  const describeSession = (): Session => ({
    plan: current.name,
    startedAt,
    capacity: MAX_EVENTS,
    definitions: definitionsOf(current),
    ...(warning !== undefined && { warning }),
  });
  const feed = createFeed(history, describeSession());
  const headers = headersOf(html);

  const routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>
  > = {
    [`GET ${PATH}`]: async (_, response) => {
      response.writeHead(200, { ...headers, "content-type": "text/html; charset=utf-8" });
      response.end(html);
    },
    [`POST ${PATH}/call`]: async (request, response) => {
      const input = parseJson(await readText(request, MAX_INPUT_BYTES));
      const { ok, text } = await functions.ask(queryOf(request).get("function") ?? "", input, current);
      answer(response, ok ? 200 : 400, text);
    },
    [`POST ${PATH}/answers`]: async (_, response) =>
      answer(response, 200, JSON.stringify(await functions.saved(current))),
    [`POST ${PATH}/recording`]: async (request, response) => {
      const text = await readText(request, MAX_RECORDING_BYTES);
      const recording = text === undefined ? { fault: "is larger than 200 MB" } : readRecording(text);
      if ("fault" in recording) return answer(response, 400, recording.fault);
      response.writeHead(200, { ...headers, "content-type": "text/plain; charset=utf-8" });
      await pipeline(Readable.from(judgeRecording(recording, current)), response);
    },
  };

  const answer = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" });
    response.end(text);
  };

  return {
    site: {
      path: PATH,
      handle: (request, response) => {
        const { method = "GET", url = "/" } = request;
        const refusal = guard.refuse(request, { needsOrigin: method !== "GET" });
        if (refusal !== undefined) return answer(response, 403, refusal);
        const route = routes[`${method} ${pathOf(url)}`];
        if (route === undefined) return answer(response, 404, "The inspector has nothing at this address.");
        route(request, response).catch(() => response.destroy());
      },
      upgrade: (request, socket, head) => {
        const refusal = guard.refuse(request, { needsOrigin: true });
        if (refusal !== undefined || pathOf(request.url ?? "/") !== `${PATH}/events`) {
          socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
          return;
        }
        const after = Number(queryOf(request).get("after"));
        feed.connect(request, socket, head, Number.isSafeInteger(after) ? after : 0);
      },
    },
    addressAt: (url) => `${url}${PATH}?token=${token}`,
    take: (observation) => {
      try {
        history.keep(observation);
      } catch (error) {
        // It nests too deep to be written, or is longer than a text can be: the sender must not send it again.
        if (!(error instanceof RangeError)) throw error;
      }
      feed.update();
    },
    follow: (changed) => {
      current = changed;
      warning = undefined;
      feed.tellSession(describeSession());
    },
    warn: (told) => {
      warning = told;
      feed.tellSession(describeSession());
    },
    writeFile: async () =>
      writeSessionPage(
        html,
        { ...describeSession(), answers: await functions.saved(current) },
        history.from(1),
      ),
    dropConnections: feed.drop,
    close: feed.close,
  };
}

/**
 * What the browser is to hold the page to. The page itself says which script and style are its own; a frame of another page may
 * not show it.
 */
function headersOf(html: string): Readonly<Record<string, string>> {
  const policy = /http-equiv="Content-Security-Policy" content="(?<policy>[^"]*)"/u.exec(html)?.groups?.[
    "policy"
  ];
  return {
    "cache-control": "no-store",
    "content-security-policy": `${policy ?? "default-src 'none'"}; frame-ancestors 'none'`,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}

function pathOf(url: string): string {
  return url.split("?", 1)[0]!.replace(/\/$/u, "");
}

function queryOf({ url = "/" }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.split("?").slice(1).join("?"));
}

/** The text of a request; undefined for one that is too large, of which the rest is dropped. */
async function readText(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** Nothing that a function takes, for what is no JSON or too long. */
function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
