/**
 * The ways in which PostHog's SDKs have written a request. posthog-js 1.449 sends gzip bytes that call themselves `text/plain`, and
 * base64 in a form where gzip fails; others, and older versions, send base64 or lz-string alone, and some put all of it in the query
 * of a GET. What is sent tells which it is; headers and hints often do not, but for lz-string.
 *
 * Source: `rust/capture/src/payload` of PostHog/posthog.
 */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { decompressFromBase64 } from "./lz-string.ts";

const unzip = promisify(gunzip);
const readUtf8 = new TextDecoder("utf-8", { fatal: true });

/** A form with base64 of gzip, and one to spare. */
const MAX_LAYERS = 4;

/** The beginning of a form, as PostHog tells it from base64. */
const FORM = /^(?:[^&]*&)*(?:data|compression|ip|_)=/u;

/**
 * The JSON text in a request.
 *
 * @param limit Bytes that it may unpack to; more is a RangeError.
 * @throws another error if there is no JSON in it
 */
export async function readPayload(
  { body, query }: { readonly body: Buffer; readonly query: URLSearchParams },
  limit: number,
): Promise<string> {
  let payload = query.has("data") ? readForm(query) : body;
  let compression = query.get("compression");
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    if (isGzip(payload)) {
      payload = await unzip(payload, { maxOutputLength: limit });
      continue;
    }
    if (payload.length > limit) throw new RangeError("too large");
    const text = readUtf8.decode(payload).trim();
    if (isJson(text)) return text;
    if (FORM.test(text.slice(0, 128))) {
      const form = new URLSearchParams(text);
      compression = form.get("compression") ?? compression;
      payload = readForm(form);
    } else if (compression === "lz64" || compression === "lz-string") {
      return decompressFromBase64(text, limit);
    } else {
      payload = Buffer.from(text, "base64");
    }
  }
  throw new SyntaxError("no JSON");
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The only values that events are in. */
function isJson(text: string): boolean {
  return text.startsWith("{") || text.startsWith("[");
}

/** What a form has as `data`. Base64 in it may have pluses that nobody escaped, and that were read as spaces. */
function readForm(form: URLSearchParams): Buffer {
  const data = form.get("data") ?? "";
  return Buffer.from(isJson(data.trimStart()) ? data : data.replaceAll(" ", "+"));
}
