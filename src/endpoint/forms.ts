import { isRecord } from "../text/json.ts";
import { findUnreadable, hasHalfPair, isBoolean, isOptional, isText, isTwice, readKey } from "./raw-event.ts";

/** What a body can be read as. */
export interface Form {
  readonly batch: readonly unknown[];
  /** Different ones. */
  readonly keys: readonly (string | undefined)[];
  readonly sentAt?: unknown;
  /** Why it cannot be read as this; of several events, the first one's. */
  readonly fault: string | undefined;
  /** Of the events that are at fault themselves. */
  readonly faults: readonly (string | undefined)[];
}

/**
 * What a body may be, in the order in which PostHog tries.
 *
 * Source: `RawRequest` in `rust/capture/src/v0_request.rs` of PostHog/posthog.
 */
export function readForms(body: unknown, path: string): readonly Form[] {
  if (Array.isArray(body)) {
    const keys = body.map(readKey).filter((key) => key !== undefined);
    return [readForm(body, 1, { keys: [...new Set(keys)] })];
  }
  if (!isRecord(body)) return [];
  const forms: Form[] = [];
  const { batch, token, api_key: key, sent_at: sentAt } = body;
  if (Array.isArray(batch)) {
    const found = token ?? key;
    const keys = [typeof found === "string" ? found : undefined];
    forms.push(readForm(batch, 2, { keys, sentAt, fault: findEnvelopeFault(body) }));
  }
  const keys = [readKey(body)];
  if (typeof body["event"] === "string") forms.push(readForm([body], 0, { keys }));
  // What changes a person alone has no name.
  else if (path.startsWith("/engage")) forms.push(readForm([{ ...body, event: "$identify" }], 0, { keys }));
  return forms;
}

function readForm(
  batch: readonly unknown[],
  depth: number,
  { fault, ...rest }: Pick<Form, "keys" | "sentAt"> & { readonly fault?: string | undefined },
): Form {
  const faults = batch.map((raw) => findUnreadable(raw, depth));
  return { ...rest, batch, faults, fault: fault ?? faults.find((found) => found !== undefined) };
}

function findEnvelopeFault(envelope: Readonly<Record<string, unknown>>): string | undefined {
  const { token, api_key: key, historical_migration: historical, sent_at: sentAt } = envelope;
  if (isTwice(envelope, ["token", "api_key"])) return "the batch has its API key twice";
  const found = token ?? key;
  if (typeof found !== "string" || hasHalfPair(found)) return "the batch has no API key";
  if (!isOptional(sentAt, isText)) return "the `sent_at` of the batch is not a string";
  return isOptional(historical, isBoolean)
    ? undefined
    : "the `historical_migration` of the batch is neither true nor false";
}
