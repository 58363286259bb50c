import { type JsonValue, readableJson } from "../text/json.ts";
import { UNPRINTABLE } from "../text/quote.ts";
import type { Model } from "./model.ts";

/** More properties, and longer values, are not drawn; copies have them. */
const MAX_PROPERTIES = 300;
const MAX_CHARACTERS = 5000;

/** What is nested deeper is not drawn: an event could nest so deep that the browser gives up. */
const MAX_DEPTH = 20;

/** Text that is no longer than what somebody reads, and says nothing else than it shows. Lines stay. */
export function clip(text: string, most = MAX_CHARACTERS): string {
  const more = text.length - most;
  const shown = text
    .slice(0, most)
    .replace(UNPRINTABLE, (character) => (character === "\n" ? character : "\u{fffd}"));
  return more > 0 ? `${shown}… ${more.toLocaleString("en")} more characters` : shown;
}

/** A value with as many levels as are drawn. */
function shallow(value: unknown, depth = MAX_DEPTH): JsonValue {
  if (typeof value !== "object" || value === null) return value as JsonValue;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.map((item) => shallow(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shallow(inner, depth - 1)]));
}

/** Properties by name, as text alone: whatever they say, the browser runs nothing of it. */
export function Values({
  values,
  names = Object.keys(values),
  marked,
}: {
  readonly values: Readonly<Record<string, unknown>>;
  readonly names?: readonly string[];
  /** Those that are at fault. */
  readonly marked?: ReadonlySet<unknown>;
}) {
  return (
    <dl class="properties">
      {names.slice(0, MAX_PROPERTIES).map((name) => (
        <div key={name} class={marked?.has(name) === true ? "faulty" : undefined}>
          <dt>{clip(name)}</dt>
          <dd>
            <pre>{clip(readableJson(shallow(values[name]), 0))}</pre>
          </dd>
        </div>
      ))}
      {names.length > MAX_PROPERTIES && (
        <div>
          <dt>…</dt>
          <dd>{names.length - MAX_PROPERTIES} more</dd>
        </div>
      )}
    </dl>
  );
}

/** A message, with what is between backticks as code. */
export function Words({ text }: { readonly text: string }) {
  return (
    <>
      {clip(text)
        .split("`")
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </>
  );
}

/** An id that finds its events. */
export function Finder({ text, model }: { readonly text: string; readonly model: Model }) {
  return (
    <button type="button" class="link" title="Show its events" onClick={() => model.search(text)}>
      {clip(text)}
    </button>
  );
}
