import { posix } from "node:path";
import { namesOfEvent } from "../../plan/names.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import type { SendingPlace, SentFrom } from "../../plan/sent-from.ts";
import { byCodeUnit } from "../../text/order.ts";
import type { Call } from "../facts/facts.ts";
import { GENERATED } from "../facts/targets.ts";
import { IDENTIFIER } from "../facts/enclosing-name.ts";
import type { SourceFiles } from "../project/source-files.ts";
import { type Mentions, mentionsOf } from "./mentions.ts";
import { isPath, type SourceRecord } from "./record-file.ts";

/** The source files of a project. All paths are absolute, with `/`. */
export interface RecordedProject {
  /** The folder of the plan. */
  readonly folder: string;
  readonly paths: readonly string[];
  readonly files: Pick<SourceFiles, "readFile">;
}

/** Makes the record of a project. @param sent - the calls that send each event of the plan */
export function recordSources(
  plan: Plan,
  sent: ReadonlyMap<string, readonly Call[]>,
  project: RecordedProject,
): SourceRecord {
  const sentFrom = new Map(
    [...sent].flatMap(([name, calls]): readonly [string, readonly SendingPlace[]][] => {
      const places = calls.map((call) => placeOf(call, project.folder)).filter(({ file }) => isPath(file));
      // Several calls in one function are one place.
      const distinct = new Map(places.map((place) => [JSON.stringify(place), place]));
      return places.length === 0 ? [] : [[name, [...distinct.values()]]];
    }),
  );
  const found = mentionsOf(plan, sentFrom);
  const texts = new Map(textsOf(project));
  const places = scopesOf(sentFrom);
  const elsewhere = namesElsewhere(plan, sentFrom, { texts, found });
  const mentions = [...texts].filter(
    ([file, text]) => places.has(file) || found.mayCall(text) || found.hasName(text, elsewhere),
  );
  return { sentFrom, mentions: new Map(mentions.map(([file, text]) => [file, found.count(text)])) };
}

function placeOf({ span, scopeName, side, via }: Call, folder: string): SendingPlace {
  const by =
    via.kind === "helper"
      ? "helper"
      : via.kind === "wrapper" && IDENTIFIER.test(via.wrapper)
        ? { wrapper: via.wrapper }
        : "posthog";
  return { file: posix.relative(folder, span.file), scope: scopeName, side, by };
}

/** Each file that people wrote and that can be recorded, by its path from the plan's folder, with its text. */
function* textsOf({
  folder,
  paths,
  files,
}: RecordedProject): Iterable<readonly [file: string, text: string]> {
  for (const path of paths) {
    const file = posix.relative(folder, path);
    const text = isPath(file) ? files.readFile(path) : undefined;
    if (text !== undefined && !text.startsWith(GENERATED)) yield [file, text];
  }
}

/** Events that a file sends without their name or their helper in its text: the name is a constant of another file. */
function namesElsewhere(
  { events }: Plan,
  sentFrom: SentFrom,
  { texts, found }: { readonly texts: ReadonlyMap<string, string>; readonly found: Mentions },
): ReadonlySet<string> {
  const isElsewhere = (event: PlanEvent): boolean =>
    (sentFrom.get(event.name) ?? []).some(({ file }) => {
      const text = texts.get(file) ?? "";
      return !text.includes(namesOfEvent(event).helper) && !found.hasName(text, new Set([event.name]));
    });
  return new Set(events.filter(isElsewhere).map(({ name }) => name));
}

/** A file that is not as it was when it was recorded. */
export interface ChangedSource {
  /** From the plan's folder. */
  readonly file: string;
  readonly change: "new" | "gone" | "changed";
}

/** What has changed since a record was made, as far as the text of the files tells. Sorted by file. */
export function changedSources(
  { sentFrom, mentions }: SourceRecord,
  plan: Plan,
  project: RecordedProject,
): readonly ChangedSource[] {
  const found = mentionsOf(plan, sentFrom);
  const scopes = scopesOf(sentFrom);
  const seen = new Set<string>();
  const changed: ChangedSource[] = [];
  for (const [file, text] of textsOf(project)) {
    if (!mentions.has(file) && !scopes.has(file)) {
      if (found.mayCall(text)) changed.push({ file, change: "new" });
      continue;
    }
    seen.add(file);
    const isSame = mentions.get(file) === found.count(text) && hasWords(text, scopes.get(file) ?? []);
    if (!isSame) changed.push({ file, change: "changed" });
  }
  const gone = [...new Set([...mentions.keys(), ...scopes.keys()])].filter((file) => !seen.has(file));
  return [...changed, ...gone.map((file): ChangedSource => ({ file, change: "gone" }))].toSorted((a, b) =>
    byCodeUnit(a.file, b.file),
  );
}

/** The names of the functions that send events, by file; of a file that sends some at its top, none. */
function scopesOf(sentFrom: SentFrom): ReadonlyMap<string, readonly string[]> {
  const scopes = new Map<string, string[]>();
  for (const { file, scope } of [...sentFrom.values()].flat()) {
    const names = scopes.get(file) ?? [];
    names.push(...(scope?.split(".") ?? []));
    scopes.set(file, names);
  }
  return scopes;
}

function hasWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => {
    const escaped = word.replaceAll("$", String.raw`\$`);
    return new RegExp(String.raw`(?<![\p{L}\p{N}_$])${escaped}(?![\p{L}\p{N}_$])`, "u").test(text);
  });
}
