/**
 * The ways in which posthog-js writes the body of a request. Version 1.449 sends gzip bytes that call themselves
 * `text/plain`; where gzip fails its beacons send `data=<base64>` as a form; older versions send base64 alone, and
 * one event or a list of events without an envelope. The body tells which it is, the headers do not.
 */
import { gunzipSync } from "node:zlib";
import { isRecord } from "../text/json.ts";

/** Where posthog-js posts events, unless remote configuration names another path. */
export const BROWSER_PATHS = ["/e", "/i/v0/e", "/capture", "/track"] as const;

/** Where gzip bytes begin. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The JSON text in a body that is not gzip: the body itself, or what its base64 says.
 *
 * @param limit Bytes that base64 of gzip may unpack to; more is a RangeError.
 */
export function readBodyText(bytes: Buffer, limit: number): string {
  const text = bytes.toString("utf8").trim();
  if (text.startsWith("{") || text.startsWith("[")) return text;
  const base64 = text.startsWith("data=") ? (new URLSearchParams(text).get("data") ?? "") : text;
  const decoded = Buffer.from(base64, "base64");
  return (isGzip(decoded) ? gunzipSync(decoded, { maxOutputLength: limit }) : decoded).toString("utf8");
}

/** Gives a body of posthog-js the envelope that `/batch/` has: `{ api_key, batch, sent_at? }`. */
export function toBatch(body: unknown): unknown {
  if (isRecord(body) && Array.isArray(body["batch"])) return body;
  const events: readonly unknown[] = Array.isArray(body) ? body : [body];
  const [first] = events;
  const properties = isRecord(first) && isRecord(first["properties"]) ? first["properties"] : {};
  return { api_key: (isRecord(first) ? first["api_key"] : undefined) ?? properties["token"], batch: events };
}
