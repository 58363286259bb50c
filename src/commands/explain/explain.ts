import { setImmediate } from "node:timers/promises";
import { renderIndex, renderPage } from "../../diagnostics/render/page.ts";
import type { Plan } from "../../plan/plan.ts";
import { didYouMean } from "../../text/words.ts";
import { finish, renderOptionsOf } from "../command.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { readablePlan } from "../plan-files/readable-plan.ts";
import { pageOfEvent } from "./event-page.ts";
import { allWords, findWord, type WordPage } from "./word-pages.ts";

/** Between these many the process does what else it has to. */
const AT_ONCE = 200;

/** What the command line says to `explain`. */
export interface ExplainArguments {
  /** A code, or the name of an event. Without one, all codes are listed. */
  readonly name?: string | undefined;
  /** Whether it is the name of an event, also where a code is called the same. */
  readonly event?: boolean;
  /** The plan's file, relative to the working directory, for the names of events. */
  readonly plan?: string | undefined;
  readonly format: "text" | "json";
}

/**
 * `explain`: what a word of this tool means, how it comes about and what to do, or what an event is; or all words that there are.
 *
 * @throws UsageError when there is no such word and no such event.
 */
export async function explain(
  { name, event = false, plan, format }: ExplainArguments,
  io: Io,
): Promise<ExitCode> {
  const words = event ? [] : allWords();
  if (event && name === undefined) throw new UsageError("`--event` requires the name of an event.");
  const found = name === undefined ? words : [await pageOf(name, words, { plan, io })];
  if (format === "json") {
    const codes = found.map((page) => ({
      code: page.code,
      ...(page.severity !== undefined && { severity: page.severity }),
      title: page.title,
      sections: page.sections.map((section) => ({
        heading: section.heading,
        text: "text" in section ? section.text : section.lines.join("\n"),
      })),
    }));
    return finish(
      { command: "explain", ok: true, diagnostics: [], summary: [], result: { codes } },
      { format },
      io,
    );
  }
  const options = renderOptionsOf(io);
  io.stdout.write(name === undefined ? renderIndex(found, options) : renderPage(found[0]!, options));
  return 0;
}

/** What `explain` prints of each event of the plan, by the event's name. */
export async function explainEvents(plan: string | undefined, io: Io): Promise<ReadonlyMap<string, string>> {
  const read = await readablePlan(plan, io);
  const pages = new Map<string, string>();
  for (const event of read.events) {
    pages.set(event.name, renderPage(pageOfEvent(read, event), { color: false }));
    if (pages.size % AT_ONCE === 0) await setImmediate();
  }
  return pages;
}

/** The page of a word, or of an event of the plan: the plan is read only for what is no word. */
async function pageOf(
  asked: string,
  words: readonly WordPage[],
  { plan, io }: { readonly plan: string | undefined; readonly io: Io },
): Promise<WordPage> {
  const word = findWord(words, asked);
  if (word !== undefined) return word;
  const read = await readPlan(plan, io);
  const event =
    read?.events.find(({ name }) => name === asked) ??
    read?.events.find(({ name }) => name.toLowerCase() === asked.trim().toLowerCase());
  if (read !== undefined && event !== undefined) return pageOfEvent(read, event);
  const names = [...words.map((page) => page.code), ...(read?.events ?? []).map(({ name }) => name)];
  throw new UsageError(
    `There is no code or event \`${asked}\`.`,
    didYouMean(asked, names) ?? "Run `tracking-plan explain` to see all codes.",
  );
}

/** As much of the plan as can be read; nothing where there is no plan. */
async function readPlan(plan: string | undefined, io: Io): Promise<Plan | undefined> {
  try {
    return await readablePlan(plan, io);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  } finally {
    io.progress.end();
  }
}
