import { namesOfEvent } from "../../plan/names.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { similarEventFinder } from "../../naming/similar-events.ts";
import type { JsonValue } from "../../text/json.ts";
import { printable } from "../../text/terminal.ts";
import { plural, quote } from "../../text/words.ts";
import type { Project, Told } from "./define-function.ts";
import { rankEvents } from "./rank-events.ts";
import { readablePlan } from "./readable-plan.ts";

/** So many may be what was meant. */
const MAX_NEAR = 5;

/** The events that a search for words finds, the best first; without words, all of them. @param limit - of the events in the text */
export async function searchEvents(
  { query, limit = Infinity }: { readonly query: string; readonly limit?: number },
  project: Project,
): Promise<Told> {
  const { events } = await readablePlan(project);
  const found = query.trim() === "" ? events : rankEvents(events, query);
  const more = found.length - limit;
  const lines = [
    ...(found.length === 0
      ? [`No event has these words. The plan has ${plural(events.length, "event")}.`]
      : []),
    ...found.slice(0, limit).map(describe),
    ...(more > 0 ? [`${more} more: search with other words.`] : []),
  ];
  return { ok: true, text: `${lines.join("\n")}\n`, result: { events: found.map(toJson) } };
}

function toJson(event: PlanEvent): JsonValue {
  const { name, source, status, category, owner = [], description, trigger } = event;
  return {
    name,
    ...(status !== "planned" && { helper: namesOfEvent(event).helper }),
    status,
    source,
    ...(category !== undefined && { category }),
    owners: [...owner],
    ...(description !== undefined && { description }),
    ...(trigger !== undefined && { trigger }),
  };
}

/** The events that a new one may repeat. */
export async function nearestEvents(
  { name, description }: { readonly name: string | undefined; readonly description: string },
  project: Project,
): Promise<Told> {
  const { events } = await readablePlan(project);
  const exact = events.find((event) => event.name === name);
  if (exact !== undefined) return { ok: true, text: `The plan has this event:\n${describe(exact)}\n` };
  const similar = name === undefined ? undefined : similarEventFinder(events)(name);
  const same = similar?.why === undefined ? undefined : events.find((event) => event.name === similar.name);
  const near = rankEvents(events, `${name ?? ""} ${description}`).filter((event) => event !== same);
  const lines = [
    ...(same === undefined
      ? []
      : [`Probably the same event: ${similar?.why ?? ""}, compared with ${quote(name)}.`, describe(same)]),
    ...(near.length === 0 ? [] : ["Nearest by words:", ...near.slice(0, MAX_NEAR).map(describe)]),
  ];
  const none = "No event is near. Call `propose_event` to propose one.";
  return { ok: true, text: `${lines.length === 0 ? none : lines.join("\n")}\n` };
}

/** An event in two lines. */
function describe(event: PlanEvent): string {
  const { name, source, status, category, owner = [], description, trigger } = event;
  const facts = [
    `\`${name}\``,
    ...(status === "planned" ? [] : [`${namesOfEvent(event).helper}()`]),
    status,
    `source ${source}`,
    ...(category === undefined ? [] : [`category ${category}`]),
    ...(owner.length === 0 ? [] : [`owner ${owner.join(", ")}`]),
  ];
  const meaning = [description, trigger && `Sent when: ${trigger}`].filter(Boolean).join(" ");
  return [facts.join(" · "), ...(meaning === "" ? [] : [`  ${oneLine(meaning)}`])].map(printable).join("\n");
}

/** Text of one line, and no longer than what tells events apart. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
