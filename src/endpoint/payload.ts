/**
 * The ways in which PostHog's SDKs have written a request. posthog-js 1.449 sends gzip bytes that call themselves `text/plain`, and
 * base64 in a form where gzip fails; others, and older versions, send base64 or lz-string alone, and some put all of it in the query
 * of a GET. PostHog looks for them in a fixed order, and refuses what is in another.
 *
 * Source: `rust/capture/src/payload` and `rust/capture/src/utils.rs` of PostHog/posthog.
 */
import type { IncomingHttpHeaders } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { BodyError, decodeUtf8, tooLarge } from "./body-error.ts";
import { decompressFromBase64 } from "./lz-string.ts";

const unzip = promisify(gunzip);

/** What a request has that can hold its payload. */
export interface SentBody {
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

const FORM_TYPE = "application/x-www-form-urlencoded";

/** As much of a payload is looked at to tell what it is. */
const PREFIX = 128;
const FORM = /^(?:[^&]*&)*(?:data|compression|ip|_)=/u;
const BASE64 = /^[A-Za-z0-9+/=]+$/u;
const BASE64_WITH_SPACES = /^[A-Za-z0-9+/= ]+$/u;

/** Where base64 within something else is unpacked, too. */
const OLD_PATH = /^\/(?:e\/?$|capture|engage|track)/u;

/**
 * The JSON text in a request.
 *
 * @param limit Bytes that it may unpack to
 * @throws BodyError if PostHog would not find it
 */
export async function decodePayload(
  { path, query, headers, bytes }: SentBody,
  limit: number,
): Promise<string> {
  const parameters = new URLSearchParams(query);
  const sentInQuery = parameters.get("data") ?? "";
  const sent = sentInQuery === "" ? bytes : Buffer.from(sentInQuery);
  if (sent.length === 0) throw new BodyError("empty", "the request is empty");
  const byQuery = readCompression(parameters.get("compression"));
  const byHeader = readCompression(headers["content-encoding"]);
  // What lz-string writes is base64, too.
  const isLzString = (byQuery ?? byHeader) === "lz-string";
  const payload = isForm(sent) || isLzString ? sent : (fromBase64(sent) ?? sent);
  const form = headers["content-type"] === FORM_TYPE ? readForm(payload) : new URLSearchParams();
  const inForm = form.get("data");
  const data = inForm === null ? payload : Buffer.from(withPluses(inForm));
  const compression = byQuery ?? readCompression(form.get("compression")) ?? byHeader;

  const text = await decompress(data, compression, limit);
  const unwrapped = OLD_PATH.test(path) ? unwrap(text) : text;
  if (Buffer.byteLength(unwrapped) > limit) throw tooLarge(limit);
  return unwrapped;
}

type Compression = "gzip" | "lz-string";

/** What a name of a compression stands for. That of base64 changes nothing, as it is looked for anyhow. */
function readCompression(name: string | null | undefined): Compression | "base64" | undefined {
  switch (name?.toLowerCase()) {
    case "gzip":
    case "gzip-js":
      return "gzip";
    case "lz64":
    case "lz-string":
      return "lz-string";
    case "base64":
    case "b64":
      return "base64";
    default:
      return undefined;
  }
}

async function decompress(
  data: Buffer,
  compression: Compression | "base64" | undefined,
  limit: number,
): Promise<string> {
  if (compression === "gzip" || isGzip(data)) return decodeUtf8(await decompressGzip(data, limit));
  return compression === "lz-string" ? decompressLzString(data, limit) : decodeUtf8(data);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

async function decompressGzip(data: Buffer, limit: number): Promise<Buffer> {
  try {
    return await unzip(data, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new BodyError("not decoded", "the body is not gzip, as the request says");
  }
}

function decompressLzString(data: Buffer, limit: number): string {
  try {
    return decompressFromBase64(data.toString("latin1"), limit);
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new BodyError("not decoded", "the body is not lz-string, as the request says");
  }
}

function isForm(bytes: Buffer): boolean {
  return FORM.test(bytes.toString("latin1", 0, PREFIX));
}

function readForm(bytes: Buffer): URLSearchParams {
  if (!isForm(bytes)) throw new BodyError("not decoded", "the body is not a form, as its content type says");
  return new URLSearchParams(bytes.toString());
}

/** Base64 in a form may have pluses that nobody escaped, and that were read as spaces. */
function withPluses(data: string): string {
  const isBase64 = data.length % 4 === 0 && BASE64_WITH_SPACES.test(data.slice(0, PREFIX));
  return isBase64 ? data.replaceAll(" ", "+") : data;
}

/** The bytes that base64 stands for; undefined if the text is not base64, to the last bit. */
function fromBase64(bytes: Buffer): Buffer | undefined {
  if (bytes.length % 4 !== 0 || !BASE64.test(bytes.toString("latin1", 0, PREFIX))) return undefined;
  const text = bytes.toString("latin1");
  const decoded = Buffer.from(text, "base64");
  return decoded.toString("base64") === text ? decoded : undefined;
}

/** What base64 that came out of a form or of gzip stands for; otherwise the text. */
function unwrap(text: string): string {
  const decoded = fromBase64(Buffer.from(text));
  if (decoded === undefined) return text;
  try {
    return decodeUtf8(decoded);
  } catch {
    return text;
  }
}
