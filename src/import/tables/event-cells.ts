import type { NewEvent } from "../../edit/new-event.ts";
import { looseForm } from "../../plan/names.ts";
import type { Role } from "./columns.ts";
import { splitList } from "./list-cell.ts";

/** The columns that say something of an event beside its name, in the order in which they are read. */
export const EVENT_ROLES = [
  "description",
  "trigger",
  "category",
  "owner",
  "tags",
  "source",
  "status",
] as const satisfies readonly Role[];

type EventRole = (typeof EVENT_ROLES)[number];

type EventPart = Partial<Omit<NewEvent, "name" | "properties">>;

/** What a cell says of an event; nothing where it says something that no plan can say. */
export function readEventCell(role: EventRole, cell: string): EventPart | undefined {
  switch (role) {
    case "description":
    case "trigger":
      return { [role]: cell };
    case "category":
      return { category: onOneLine(cell) };
    case "owner":
    case "tags": {
      const [first = onOneLine(cell), ...others] = splitList(cell).map(onOneLine);
      const names = [...new Set([first, ...others])];
      return role === "tags" ? { tags: names } : { owner: names.length === 1 ? first : names };
    }
    case "source":
      return readSource(cell);
    case "status":
      return STATUSES.get(looseForm(cell));
    default:
      return role satisfies never;
  }
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

const SERVER =
  "server serverside backend api node nodejs python ruby go golang java php dotnet worker cron webhook webhooks cloud";
const CLIENT =
  "client clientside frontend web website browser webapp app mobile mobileapp ios android react reactnative flutter desktop javascript js";
const BOTH = "both all any everywhere clientandserver serverandclient";

type Side = "server" | "client";

const SIDES: ReadonlyMap<string, readonly Side[]> = new Map<string, readonly Side[]>([
  ...all<readonly Side[]>(SERVER, ["server"]),
  ...all<readonly Side[]>(CLIENT, ["client"]),
  ...all<readonly Side[]>(BOTH, ["server", "client"]),
]);

/** Each of some words with one meaning. */
function all<Meaning>(words: string, meaning: Meaning): readonly (readonly [string, Meaning])[] {
  return words.split(" ").map((word) => [word, meaning] as const);
}

/** The sides that platforms belong to; nothing if one of them is not known. */
function readSource(cell: string): EventPart | undefined {
  const named = splitList(cell.replaceAll(/\s(?:and|&)\s|[/+]/gu, ",")).map((word) =>
    SIDES.get(looseForm(word)),
  );
  const whole = SIDES.get(looseForm(cell));
  if (whole === undefined && named.includes(undefined)) return undefined;
  const sides = new Set(whole ?? named.flatMap((side) => side ?? []));
  // Two sides that send one event need a key, or it counts twice.
  const notes = [
    "Both sides send it. Choose the side that must send it, and a key by which PostHog counts it once.",
  ];
  if (sides.size === 2) return { source: "both", owner_side: "server", idempotency: "caller", notes };
  return { source: sides.has("client") ? "client" : "server" };
}

const STATUSES: ReadonlyMap<string, EventPart> = new Map([
  ...all<EventPart>(
    "live active implemented done released tracked shipped production inproduction complete completed yes",
    {},
  ),
  ...all<EventPart>(
    "planned proposed draft todo new backlog open pending inprogress notimplemented notstarted no",
    { status: "planned" },
  ),
  ...all<EventPart>("deprecated removed retired obsolete legacy archived sunset donotuse", {
    status: "deprecated",
  }),
]);
