import type { SendingPlace } from "../../plan/sent-from.ts";
import { code, list } from "../../text/markdown.ts";

/** More are not listed: a reader looks for one place to begin with. */
const MAX_PLACES = 20;

/**
 * Where code sends an event from. Without links: they would end outside of the docs, which may be published on their own.
 *
 * @returns nothing where nothing is recorded
 */
export function placeBlocks(places: readonly SendingPlace[]): readonly string[] {
  if (places.length === 0) return [];
  const rest = places.length - MAX_PLACES;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  return ["**Sent from:**", list([...places.slice(0, MAX_PLACES).map(placeItem), ...more])];
}

const SIDES = { server: ", on the server", client: ", in the browser" } as const;

function placeItem({ file, scope, side, by }: SendingPlace): string {
  const where = scope === undefined ? code(file) : `${code(scope)} in ${code(file)}`;
  return where + (side === undefined ? "" : SIDES[side]) + callOf(by);
}

function callOf(by: SendingPlace["by"]): string {
  switch (by) {
    case "helper":
      return "";
    case "posthog":
      return ", by a direct call of PostHog";
    default:
      return `, through ${code(`${by.wrapper}()`)}`;
  }
}
