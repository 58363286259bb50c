import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { isRecord } from "../../text/json.ts";
import type { Io } from "../io.ts";
import type { Finding } from "./findings.ts";
import { isLoopback, reasonOf, redirected, TIMEOUT_MS, unreachable } from "./settings-checks.ts";

/** The name and the distinct id of the test event. It makes no person. */
const TEST = { event: "tracking_plan_test", id: "tracking-plan-doctor" } as const;

/** Characters of an answer that are shown. */
const MAX_WORDS = 200;

interface Target {
  readonly host: string;
  readonly apiKey: string;
}

/**
 * Sends one test event, as an application in this environment would, and asks PostHog whether it arrived if there is a personal
 * key.
 *
 * @param how - how often and how long after each other to ask, as PostHog takes a while to store an event
 */
export async function checkSending(
  target: Target,
  io: Io,
  how: { readonly attempts: number; readonly everyMs: number } = { attempts: 20, everyMs: 2_000 },
): Promise<readonly Finding[]> {
  const uuid = randomUUID();
  const sent = await send(target, uuid, io);
  if (sent.state !== "ok") return [sent];
  const personalKey = io.env["POSTHOG_PERSONAL_API_KEY"]?.trim();
  if (personalKey) return [sent, await checkArrival({ ...target, personalKey, uuid }, io, how)];
  const message = "Whether the test event was stored is not known: POSTHOG_PERSONAL_API_KEY is not set.";
  const hint = `Look for ${TEST.event} in PostHog's activity, or set a personal key with the scope query:read.`;
  return [sent, { check: "arrived", state: "note", message, hint }];
}

async function send({ host, apiKey }: Target, uuid: string, io: Io): Promise<Finding> {
  const check = "sent";
  io.progress.begin("Sending a test event");
  const { origin } = new URL(host);
  const timestamp = io.now().toISOString();
  const properties = { $process_person_profile: false, $lib: "tracking-plan" };
  const event = { event: TEST.event, distinct_id: TEST.id, uuid, timestamp, properties };
  try {
    const response = await post(io, `${host}/batch/`, {
      body: { api_key: apiKey, batch: [event], sent_at: timestamp },
    });
    const { status } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      return redirected(check, response, host);
    }
    const text = await response.text();
    if (!response.ok) {
      const message = `${origin} refused the test event: ${status}${wordsOf(text)}.`;
      return { check, state: "error", message, hint: hintFor(status) };
    }
    if (!isCaptureAnswer(text)) {
      const message = `${origin} answered ${status}, but not as PostHog does${wordsOf(text)}.`;
      const hint = "Check that POSTHOG_HOST is PostHog's ingestion host, and any proxy in front of it.";
      return { check, state: "error", message, hint };
    }
    return { check, state: "ok", message: `${origin} accepted the test event ${TEST.event}: ${status}.` };
  } catch (error) {
    return unreachable(check, origin, { error, env: io.env });
  }
}

function post(
  { fetch }: Pick<Io, "fetch">,
  url: string,
  { body, headers }: { readonly body: object; readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** PostHog answers `{ "status": 1 }`, `{ "status": "Ok" }` or `1`; a page of HTML is another server's. */
function isCaptureAnswer(text: string): boolean {
  if (text.trim() === "") return true;
  const answer = parse(text);
  return answer === 1 || (isRecord(answer) && "status" in answer);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the host says, as the end of a sentence; nothing for a page of HTML. */
function wordsOf(text: string): string {
  const answer = parse(text);
  const detail = isRecord(answer) ? (answer["detail"] ?? answer["error"] ?? answer["code"]) : undefined;
  const words = (typeof detail === "string" ? detail : text).replaceAll(/\s+/gu, " ").trim();
  return words === "" || words.startsWith("<") ? "" : `, “${words.slice(0, MAX_WORDS).replace(/\.$/u, "")}”`;
}

function hintFor(status: number): string {
  if (status === 401 || status === 403)
    return "Check that POSTHOG_API_KEY is the project API key, and that POSTHOG_HOST is in the project's region.";
  if (status === 404 || status === 405)
    return "Check that POSTHOG_HOST is PostHog's ingestion host, and any proxy in front of it.";
  if (status === 429) return "The project or the network is rate limited. Try again later.";
  if (status >= 500) return "Events are retried for a while. Check the status of the host.";
  return "Check POSTHOG_API_KEY, POSTHOG_HOST and any proxy in front of the host.";
}

interface Question extends Target {
  readonly personalKey: string;
  readonly uuid: string;
}

/** Asks PostHog for the event until it is there. */
async function checkArrival(
  { host, personalKey, uuid }: Question,
  io: Io,
  { attempts, everyMs }: { readonly attempts: number; readonly everyMs: number },
): Promise<Finding> {
  const check = "arrived";
  const api = apiOf(host);
  if (!/^https:/iu.test(api) && !isLoopback(api)) {
    const message = "PostHog was not asked for the test event: the personal key is not sent unencrypted.";
    return { check, state: "warning", message, hint: "Use an https:// address." };
  }
  const { origin } = new URL(api);
  const project = io.env["POSTHOG_PROJECT_ID"]?.trim() || "@current";
  const url = `${api}/api/projects/${encodeURIComponent(project).replace("%40", "@")}/query/`;
  const query = `SELECT distinct_id, timestamp FROM events WHERE uuid = '${uuid}' LIMIT 1`;
  const body = {
    query: { kind: "HogQLQuery", query },
    name: "tracking-plan doctor",
    refresh: "force_blocking",
  };
  io.progress.begin("Waiting for the test event to arrive");
  try {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const response = await post(io, url, { body, headers: { authorization: `Bearer ${personalKey}` } });
      const text = await response.text();
      if (!response.ok) return refusedQuestion(origin, response.status, text);
      const row = firstRow(parse(text));
      if (row !== undefined) return { check, state: "ok", message: describeArrival(row) };
      if (attempt < attempts) await delay(everyMs);
    }
  } catch (error) {
    const message = `${origin} cannot be asked for the test event: ${reasonOf(error)}.`;
    return { check, state: "warning", message, hint: "Look for it in PostHog's activity." };
  }
  const seconds = Math.round((attempts * everyMs) / 1_000);
  return {
    check,
    state: "error",
    message: `The host accepted the test event, but PostHog does not have it after ${seconds} seconds.`,
    hint:
      project === "@current"
        ? "Set POSTHOG_PROJECT_ID to the project of POSTHOG_API_KEY. Then look at the project's ingestion warnings and event filters."
        : "Check that POSTHOG_PROJECT_ID is the project of POSTHOG_API_KEY. Then look at its ingestion warnings and event filters.",
  };
}

/** The address of the API: PostHog Cloud has another one than for events. */
function apiOf(host: string): string {
  return host.replace(/^(https:\/\/(?:us|eu))\.i\.posthog\.com$/iu, "$1.posthog.com");
}

function refusedQuestion(origin: string, status: number, text: string): Finding {
  const message = `${origin} does not say whether the test event arrived: ${status}${wordsOf(text)}.`;
  const hint =
    status === 401 || status === 403
      ? "Use a personal key of the same region with the scope query:read."
      : "Set POSTHOG_PROJECT_ID to the project's id, or look for the event in PostHog's activity.";
  return { check: "arrived", state: "warning", message, hint };
}

function firstRow(answer: unknown): readonly unknown[] | undefined {
  const results = isRecord(answer) ? answer["results"] : undefined;
  const [row] = Array.isArray(results) ? (results as readonly unknown[]) : [];
  return Array.isArray(row) ? row : undefined;
}

function describeArrival([id]: readonly unknown[]): string {
  return `The test event arrived under the distinct id \`${String(id)}\`, without a person.`;
}
