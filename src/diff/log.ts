import { code, heading, list, prose, text } from "../text/markdown.ts";
import type { JsonValue } from "../text/json.ts";
import { capitalize, plural } from "../text/words.ts";
import { type Change, nameOfSubject } from "./change.ts";
import { describeFold, foldSafe } from "./fold.ts";
import { LEVELS } from "./table/effect.ts";
import { describeInFull } from "./words.ts";

/** What one commit did to the plan. */
export interface LogEntry {
  /** The commit's id, shortened. */
  readonly commit: string;
  /** The day of the commit in UTC, as `YYYY-MM-DD`. */
  readonly day: string;
  readonly author: string;
  /** The first line of the commit's message. */
  readonly title: string;
  readonly what:
    | { readonly kind: "created"; readonly events: number }
    | { readonly kind: "removed" }
    | { readonly kind: "skipped"; readonly reason: string }
    /** `uncompared` are events with errors. */
    | {
        readonly kind: "changed";
        readonly changes: readonly Change[];
        readonly uncompared: readonly string[];
      };
}

/** The history of a plan. */
export interface LogReport {
  readonly planFile: string;
  /** The day or revision from which on it is shown. */
  readonly since?: string | undefined;
  /** Whether older commits are not in this clone. */
  readonly isShallow: boolean;
  /** The newest first. */
  readonly entries: readonly LogEntry[];
}

/** A line of the log: a word for its kind, and a sentence. */
interface LogLine {
  readonly label: string;
  readonly sentence: string;
  readonly commit?: string | undefined;
}

interface LogOptions {
  /** Whether to fold no safe changes. */
  readonly all: boolean;
}

/** What one author did on one day. */
interface LogGroup {
  readonly day: string;
  readonly author: string;
  readonly lines: readonly LogLine[];
  readonly isFolded: boolean;
}

function groupsOf(entries: readonly LogEntry[], options: LogOptions): readonly LogGroup[] {
  const groups = new Map<string, LogEntry[]>();
  for (const entry of entries.toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1))) {
    const key = `${entry.day} ${entry.author}`;
    const ofKey = groups.get(key);
    if (ofKey === undefined) groups.set(key, [entry]);
    else ofKey.push(entry);
  }
  return [...groups.values()].map((ofGroup) => groupOf(ofGroup, options));
}

/** The worst first. @param entries - of one day and author, at least one */
function groupOf(entries: readonly LogEntry[], { all }: LogOptions): LogGroup {
  const { day = "", author = "" } = entries[0] ?? {};
  const changes = entries.flatMap(({ what, commit }) =>
    what.kind === "changed" ? what.changes.map((change) => ({ change, commit })) : [],
  );
  const { shown, folds } = all ? { shown: changes, folds: [] } : foldSafe(changes);
  const lines = [
    ...LEVELS.flatMap((level) => shown.filter(({ change }) => change.level === level)).map(
      ({ change, commit }): LogLine => ({ label: change.level, sentence: describeInFull(change), commit }),
    ),
    ...folds.map((fold): LogLine => ({ label: "safe", sentence: describeFold(fold) })),
    ...entries.flatMap((entry) => noteOf(entry) ?? []),
  ];
  return { day, author, lines, isFolded: folds.length > 0 };
}

/** What there is to say of a commit besides changes. */
function noteOf({ what, commit }: LogEntry): LogLine | undefined {
  switch (what.kind) {
    case "created":
      return { label: "new", sentence: `The plan was created with ${plural(what.events, "event")}.`, commit };
    case "removed":
      return { label: "removed", sentence: "The plan was removed.", commit };
    case "skipped":
      return { label: "skipped", sentence: what.reason, commit };
    case "changed": {
      if (what.uncompared.length === 0) return undefined;
      const names = what.uncompared.map((name) => code(name)).join(", ");
      return { label: "skipped", sentence: `Events with errors were not compared: ${names}.`, commit };
    }
    default:
      return what satisfies never;
  }
}

/** The log for a terminal: lines of a label and a text each, and an empty one between days and authors. */
export function logLines(
  report: LogReport,
  options: LogOptions,
): readonly { readonly label: string; readonly text: string }[] {
  const groups = groupsOf(report.entries, options);
  const width = Math.max(0, ...groups.flatMap(({ lines }) => lines.map(({ label }) => label.length)));
  const shown: { label: string; text: string }[] = [];
  for (const { day, author, lines } of groups) {
    shown.push({ label: `${day}  `, text: author });
    for (const { label, sentence, commit } of lines) {
      shown.push({ label: `  ${label.padEnd(width)}  `, text: withCommit(sentence, commit) });
    }
    shown.push({ label: "", text: "" });
  }
  const isFolded = groups.some((group) => group.isFolded);
  for (const line of [...summarizeLog(report), ...(isFolded ? ["`--all` shows every safe change."] : [])]) {
    shown.push({ label: "", text: line });
  }
  return shown;
}

function withCommit(sentence: string, commit: string | undefined): string {
  return commit === undefined ? sentence : `${sentence} (${code(commit)})`;
}

function summarizeLog({ planFile, since, isShallow, entries }: LogReport): readonly string[] {
  const changes = entries.flatMap(({ what }) => (what.kind === "changed" ? what.changes : []));
  const counts = LEVELS.map((level) => [level, changes.filter((one) => one.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => plural(count, `${level} change`));
  const range = since === undefined ? "" : ` since ${code(since)}`;
  return [
    `${code(planFile)}${range}: ${counts.length === 0 ? "no changes" : counts.join(", ")}.`,
    ...(isShallow ? [SHALLOW] : []),
  ];
}

const SHALLOW = "The clone is shallow: older commits are not in it. `git fetch --unshallow` gets them.";

/** The log as Markdown, to be pasted into release notes: a section for each day, and one in it for each author. */
export function logMarkdown({ entries, isShallow }: LogReport, options: LogOptions): string {
  const parts: string[] = [];
  let last = "";
  for (const { day, author, lines } of groupsOf(entries, options)) {
    if (day !== last) parts.push(heading(2, day));
    last = day;
    const items = lines.map(
      ({ label, sentence, commit }) => `**${capitalize(label)}:** ${prose(withCommit(sentence, commit))}`,
    );
    parts.push(heading(3, text(author)), list(items));
  }
  if (parts.length === 0) parts.push("No changes.");
  if (isShallow) parts.push(prose(SHALLOW));
  return `${parts.join("\n\n")}\n`;
}

/** What `diff --log` adds to its JSON document; `commands/output-format.ts` documents the keys. */
export function logJson({ since, isShallow, entries }: LogReport): Readonly<Record<string, JsonValue>> {
  return {
    ...(since === undefined ? {} : { since }),
    isShallow,
    log: entries.map(({ commit, day, author, title, what }) => ({
      commit,
      day,
      author,
      title,
      kind: what.kind,
      ...(what.kind === "created" ? { events: what.events } : {}),
      ...(what.kind === "skipped" ? { reason: what.reason } : {}),
      ...(what.kind === "changed"
        ? { changes: what.changes.map(changeJson), uncompared: what.uncompared }
        : {}),
    })),
  };
}

function changeJson(change: Change): JsonValue {
  const { id, kind, subject, level } = change;
  return { id, kind, subject: nameOfSubject(subject), level, message: describeInFull(change) };
}
