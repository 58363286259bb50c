import { posix } from "node:path";
import type { SendingPlace, SentFrom } from "../../plan/sent-from.ts";
import { byCodeUnit } from "../../text/order.ts";
import { quote } from "../../text/words.ts";
import { IDENTIFIER } from "../facts/enclosing-name.ts";

/** What `audit --record` found, as it is kept beside the plan. */
export interface SourceRecord {
  readonly sentFrom: SentFrom;
  /** What the text of each file mentions of the plan, by the file's path from the plan's folder. Without a compiler, this tells a change. */
  readonly mentions: ReadonlyMap<string, string>;
}

/** What is wrong in a record, and where: no path stands for the whole text. */
export interface RecordFault {
  readonly at?: readonly string[];
  /** One sentence. */
  readonly message: string;
}

const VERSION = 1;

/**
 * A record as a file: sorted, a line for each place and file, so that Git merges it. Only objects and strings: formatters leave
 * these as they are.
 */
export function renderRecord({ sentFrom, mentions }: SourceRecord): string {
  const events = sorted(sentFrom).map(([name, places]): [string, string] => {
    const ways = new Map<string, Set<string>>();
    for (const place of places) {
      const at = place.file + (place.scope === undefined ? "" : `#${place.scope}`);
      ways.set(at, (ways.get(at) ?? new Set()).add(wayOf(place)));
    }
    const lines = sorted(ways).map(([at, all]): [string, string] => [
      at,
      JSON.stringify([...all].toSorted(byCodeUnit).join("; ")),
    ]);
    return [name, objectOf(lines, 3)];
  });
  const files = sorted(mentions).map(([file, words]): [string, string] => [file, JSON.stringify(words)]);
  const members: readonly [string, string][] = [
    ["version", String(VERSION)],
    ["events", objectOf(events, 2)],
    ["files", objectOf(files, 2)],
  ];
  return `${objectOf(members, 1)}\n`;
}

/** Not JSON.stringify, which would sort a name such as `1`. */
function objectOf(members: readonly (readonly [key: string, json: string])[], level: number): string {
  if (members.length === 0) return "{}";
  const indent = "  ".repeat(level);
  const lines = members.map(([key, json]) => `${indent}${JSON.stringify(key)}: ${json}`);
  return `{\n${lines.join(",\n")}\n${indent.slice(2)}}`;
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].toSorted(([a], [b]) => byCodeUnit(a, b));
}

const UNTOLD = "either side";

/** @example "client, by PostHog" */
function wayOf({ side, by }: SendingPlace): string {
  const where = side ?? UNTOLD;
  if (by === "helper") return where;
  return `${where}, by ${by === "posthog" ? "PostHog" : `${by.wrapper}()`}`;
}

const WAY = /^(?:(server|client)|either side)(?:, by (?:(PostHog)|([\p{L}_$][\p{L}\p{N}_$]*)\(\)))?$/u;

/** A path that ends like a source file, and the function in it. */
const PLACE = /^(.+\.(?:[cm]?[jt]sx?|vue|svelte))(?:#(.+))?$/su;

/**
 * Reads a record, which people may have edited.
 *
 * @param above - how many folders above the plan's belong to the project: a path that leads farther is a fault
 * @returns a record, or what is wrong with it
 */
export function parseRecord(
  text: string,
  above: number,
): { readonly record: SourceRecord } | { readonly faults: readonly RecordFault[] } {
  const document = parseJson(text);
  if (!isObject(document)) return { faults: [{ message: "It is not a JSON object." }] };
  if (document["version"] !== VERSION) {
    return { faults: [{ at: ["version"], message: `Its \`version\` is not ${VERSION}.` }] };
  }
  const faults: RecordFault[] = [];
  const checkPath = (file: string, at: readonly string[]): void => {
    const path = `${quote(file)} is not the path of a source file, from the plan's folder.`;
    if (!isPath(file)) faults.push({ at, message: path });
    else if (file.split("../").length - 1 > above)
      faults.push({ at, message: `${quote(file)} is outside of the project.` });
  };
  const section = (name: string): readonly (readonly [string, unknown])[] => {
    const value = Object.hasOwn(document, name) ? document[name] : undefined;
    if (isObject(value)) return Object.entries(value);
    faults.push({ at: [name], message: `Its \`${name}\` are not an object.` });
    return [];
  };
  const sentFrom = section("events").map(([name, places]): [string, readonly SendingPlace[]] => {
    if (!isObject(places)) {
      faults.push({ at: ["events", name], message: `The places of ${quote(name)} are not an object.` });
      return [name, []];
    }
    const read = Object.entries(places).flatMap(([place, ways]): readonly SendingPlace[] => {
      const at = ["events", name, place];
      const [, file = place, scope] = PLACE.exec(place) ?? [];
      checkPath(file, at);
      if (scope !== undefined && !scope.split(".").every((part) => IDENTIFIER.test(part)))
        faults.push({ at, message: `${quote(scope)} is not the name of a function.` });
      const all = readWays(ways);
      if (all !== undefined) return all.map(({ side, by }) => ({ file, scope, side, by }));
      const example = "such as `server` or `client, by PostHog`";
      faults.push({ at, message: `${quote(place)} has no valid side, ${example}.` });
      return [];
    });
    return [name, read];
  });
  const mentions = section("files").map(([file, words]): [string, string] => {
    const at = ["files", file];
    checkPath(file, at);
    if (typeof words === "string") return [file, words];
    faults.push({ at, message: `What ${quote(file)} mentions is not a string.` });
    return [file, ""];
  });
  return faults.length > 0
    ? { faults }
    : { record: { sentFrom: new Map(sentFrom), mentions: new Map(mentions) } };
}

type Way = Pick<SendingPlace, "side" | "by">;

function readWays(ways: unknown): readonly Way[] | undefined {
  const found = typeof ways === "string" ? ways.split("; ").map((way) => WAY.exec(way)) : [];
  const read = found.flatMap((match): readonly Way[] => {
    if (match === null) return [];
    const [, side, direct, wrapper] = match;
    const by = direct !== undefined ? "posthog" : wrapper === undefined ? "helper" : { wrapper };
    return [{ side: side as Way["side"], by }];
  });
  return read.length === 0 || read.length < found.length ? undefined : read;
}

/** Whether a record can have a path: relative, in its shortest form, and that of a source file. */
export function isPath(path: string): boolean {
  return PLACE.test(path) && !/^(?:\/|[a-z]:\/)|[\\\p{Cc}]/iu.test(path) && posix.normalize(path) === path;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
