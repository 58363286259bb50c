import { CATALOGUE } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { EventCoverage } from "../../observe/coverage.ts";
import type { Recording } from "../../observe/recording.ts";
import type { Plan } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { Ledger, type Observed } from "./ledger.ts";

/** What an earlier run sent and this one did not: events, and of those that both sent, optional properties and values. */
export function diagnoseLost(recording: Recording, now: Observed, plan: Plan): readonly Diagnostic[] {
  const ledger = new Ledger(plan);
  for (const event of recording.events) {
    ledger.take({ ...event, receivedAt: new Date(0), raw: undefined, accepted: true });
  }
  const before = ledger.report();
  const seenBefore = new Map(before.coverage.events.map((event) => [event.name, unseenOf(event)]));
  return [
    ...[...before.counts.keys()]
      // PostHog's own come and go with its settings.
      .filter((name) => !now.counts.has(name) && !name.startsWith("$"))
      .toSorted()
      .map((name) => lost(name, quote(name))),
    ...now.coverage.events
      .filter(({ name }) => before.counts.has(name))
      .flatMap((event) => {
        const unseen = seenBefore.get(event.name);
        return [...unseenOf(event)]
          .filter((what) => !unseen?.has(what))
          .map((what) => lost(event.name, what));
      }),
  ];
}

/** What never arrived of an event that did, in words. */
function unseenOf({ name, unseenProperties, unseenValues }: EventCoverage): ReadonlySet<string> {
  return new Set([
    ...unseenProperties.map((property) => quote(`${name}.${property}`)),
    ...unseenValues.flatMap(({ property, values }) =>
      values.map((value) => `The value ${quote(value)} of ${quote(`${name}.${property}`)}`),
    ),
  ]);
}

function lost(event: string, words: string): Diagnostic {
  const code = "event-no-longer-seen";
  const { severity } = CATALOGUE[code];
  return { code, severity, message: `${words} arrived in the recording, but not now.`, names: [event] };
}
