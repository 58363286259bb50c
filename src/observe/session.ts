/** What the inspector's page knows beside the events. */
export interface Session {
  /** The product's name. */
  readonly plan: string;
  /** When it began, in milliseconds of Unix time. */
  readonly startedAt: number;
  /** The most events that are kept. */
  readonly capacity: number;
  /** The events that test trackers record, by name. */
  readonly definitions: Readonly<Record<string, EventInTests>>;
  /** Why the plan is not that of its file, in sentences. */
  readonly warning?: string;
  /** Of a page that is a file: what functions of the server answer, by {@link answerKey}. */
  readonly answers?: Answers;
}

export type Answers = Readonly<Record<string, string>>;

/** @param input - what is passed to the function */
export function answerKey(fn: string, input: object): string {
  return `${fn} ${JSON.stringify(input)}`;
}

export interface EventInTests {
  /** Such as `orderPlacedEvent`. */
  readonly definition: string;
  /** The properties that a test can expect. */
  readonly properties: readonly string[];
}

/** A message to the page is lines: this as JSON, and then events, as `writeShown` writes them. */
export type MessageHead =
  | { readonly kind: "session"; readonly session: Session }
  /** `oldest`: the number of the oldest event that is kept. */
  | { readonly kind: "events"; readonly oldest: number }
  | { readonly kind: "cleared" };

/** The one thing that the page says. */
export const CLEAR = "clear";

/** Where a page that is a file has its session: as JSON, and then events, as above. */
const NO_SESSION = '<script id="session" type="application/json"></script>';

/**
 * The page as one file that shows a session without a server.
 *
 * @param html - of the page
 * @param lines - of `writeShown`
 */
export function writeSessionPage(html: string, session: Session, lines: readonly string[]): string {
  // `<` stands only within JSON's strings, where it can be escaped: no event ends the script.
  const data = [JSON.stringify(session), ...lines].map((line) => line.replaceAll("<", "\\u003c")).join("\n");
  return html.replace(NO_SESSION, () => NO_SESSION.replace("></", () => `>${data}</`));
}
