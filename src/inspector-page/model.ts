import { writeRecording } from "../observe/recording.ts";
import { type Answers, answerKey, type Session, writeSessionPage } from "../observe/session.ts";
import { readShown, type ShownEvent } from "../observe/shown-event.ts";
import { type Arrived, Arrivals } from "./arrivals.ts";
import { ask, connect, type Connection, fetchPage } from "./connection.ts";
import { copyText, download } from "./browser-files.ts";
import { EventStore } from "./event-store.ts";
import { Groups, type ShownGroup } from "./groups.ts";
import { People, type ShownPerson } from "./people.ts";
import { toRow } from "./row.ts";

export type View = "events" | "people" | "groups" | "plan";

/** An event of the plan, as `list` gives it. */
export interface PlannedEvent {
  readonly name: string;
  readonly status: string;
  readonly source: "server" | "client" | "both";
  readonly category?: string;
  readonly owners: readonly string[];
  readonly description?: string;
}

/** Where the events come from. */
export type Source =
  | { readonly kind: "live"; readonly isConnected: boolean }
  /** A recording that was opened, by its file's name. */
  | { readonly kind: "recording"; readonly name: string }
  /** This page is a file. */
  | { readonly kind: "file" };

/** Events that are read without a pause: some milliseconds. */
const AT_ONCE = 500;

/** Between counts of what has arrived, where people or groups are shown. */
const COUNT_MS = 500;

/** What the page shows, and what people do with it. Views read it, and are drawn again when it changes. */
export class Model {
  session: Session | undefined;
  source: Source = { kind: "live", isConnected: false };
  view: View = "events";
  /** The number of the event whose details are shown. */
  selected: number | undefined;
  /** Whether somebody went into the details: on a phone they then cover the list. */
  isOpen = false;
  /** The last thing that was done, or that failed, for people. */
  notice = "";
  readonly store: EventStore;
  /** Counts the lists that were shown, each from its start. */
  generation = 0;
  /** Who and what the events are of, as far as it has been counted: that is done while somebody looks at it. */
  people: readonly ShownPerson[] = [];
  groups: readonly ShownGroup[] = [];
  arrived: ReadonlyMap<string, Arrived> = new Map();
  /** The events of the plan, once somebody looks at them; or why they cannot be had. */
  planned: readonly PlannedEvent[] | string | undefined;
  #tally = newTally();
  /** The number of the last event that is in it. */
  #counted = 0;
  #isCounting = false;
  #connection: Connection | undefined;
  readonly #redraw: () => void;

  /** @param redraw - called when something has changed */
  constructor(redraw: () => void) {
    this.#redraw = redraw;
    this.store = new EventStore(redraw, () => this.session?.capacity ?? Infinity);
  }

  /** Shows the session of this file, or what arrives at the server that this page is of. */
  start(embedded: string): void {
    if (embedded === "") return this.goLive();
    const [session = "", ...lines] = embedded.split("\n");
    this.session = JSON.parse(session) as Session;
    this.source = { kind: "file" };
    void this.#addAll(lines);
  }

  /** The selected event, whole. */
  get event(): ShownEvent | undefined {
    const row = this.store.at(this.store.indexOf(this.selected ?? 0));
    return row === undefined || row.number !== this.selected ? undefined : readShown(row.line);
  }

  /** Merges that PostHog refuses, and events that it drops. */
  get warnings(): People["warnings"] {
    return this.#tally.people.warnings;
  }

  /** Changes something that views show. */
  set(change: Partial<Pick<Model, "view" | "selected" | "isOpen" | "notice">>): void {
    Object.assign(this, change);
    if (this.view !== "events" && !this.#isCounting) void this.#count();
    if (change.view === "plan") void this.#readPlan();
    this.#redraw();
  }

  /**
   * Has a function of the server answer; of a page that is a file, gives what was answered when it was saved. Rejects with why
   * it cannot be had, in one sentence.
   */
  async call(fn: string, input: object): Promise<string> {
    if (this.source.kind !== "file") {
      return ask("call", { function: fn }, new Blob([JSON.stringify(input)]));
    }
    const { answers = {} } = this.session ?? {};
    const key = answerKey(fn, input);
    if (Object.hasOwn(answers, key)) return answers[key]!;
    throw new Error("The saved page does not have it.");
  }

  /** Shows the events that have a text, such as an id. */
  search(text: string): void {
    this.store.setFilter({ text, show: "all" });
    this.set({ view: "events", isOpen: false });
  }

  clear(): void {
    if (this.source.kind === "live") this.#connection?.clear();
    else this.#empty();
  }

  /** Shows the events of a recording, compared with the plan as it is now. */
  async open(file: File): Promise<void> {
    await this.#tryTo(async () => {
      const lines = (await ask("recording", {}, file)).trimEnd().split("\n");
      this.#connection?.close();
      this.#empty();
      this.source = { kind: "recording", name: file.name };
      await this.#addAll(lines[0] === "" ? [] : lines);
    }, `Cannot open ${file.name}: it`);
  }

  /** Goes back to what arrives. */
  goLive(): void {
    this.source = { kind: "live", isConnected: false };
    this.#empty();
    this.#listen();
  }

  saveRecording(): void {
    const events = this.store.rows.map(({ line }) => readShown(line));
    download(
      "recording.json",
      "application/json",
      writeRecording({ plan: this.session?.plan ?? "", events }),
    );
  }

  async savePage(): Promise<void> {
    await this.#tryTo(async () => {
      const { session, store } = this;
      if (session === undefined) return;
      const lines = store.rows.map(({ line }) => line);
      const answers = JSON.parse(await ask("answers", {})) as Answers;
      const page = writeSessionPage(await fetchPage(), { ...session, answers }, lines);
      download("session.html", "text/html", page);
    }, "Cannot save the page:");
  }

  /** @param write - fails where an event nests too deep */
  async copy(write: () => string, what: string): Promise<void> {
    await this.#tryTo(async () => {
      await copyText(write());
      this.set({ notice: `Copied ${what}.` });
    }, "Cannot copy:");
  }

  async #tryTo(act: () => Promise<void>, failure: string): Promise<void> {
    try {
      this.set({ notice: "" });
      await act();
    } catch (error) {
      this.set({ notice: `${failure} ${error instanceof Error ? error.message : String(error)}.` });
    }
  }

  /** Adds many events, with pauses in which the browser draws. */
  async #addAll(lines: readonly string[]): Promise<void> {
    const { generation } = this;
    for (let start = 0; start < lines.length && generation === this.generation; start += AT_ONCE) {
      this.store.add(lines.slice(start, start + AT_ONCE).map(toRow));
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
    }
  }

  async #readPlan(): Promise<void> {
    const { session } = this;
    let planned: Model["planned"];
    try {
      const { events } = JSON.parse(await this.call("list", {})) as { events: readonly PlannedEvent[] };
      planned = events;
    } catch (error) {
      planned = error instanceof Error ? error.message : String(error);
    }
    // Otherwise the plan has changed meanwhile, and is read again.
    if (session === this.session) this.planned = planned;
    this.#redraw();
  }

  async #count(): Promise<void> {
    this.#isCounting = true;
    let isNew = true;
    while (this.view !== "events") {
      const { rows } = this.store;
      const from = Math.max(0, this.#counted + 1 - (rows[0]?.number ?? 0));
      const next = rows.slice(from, from + AT_ONCE);
      for (const { line, number } of next) {
        this.#counted = number;
        try {
          const event = readShown(line);
          this.#tally.people.take(event);
          this.#tally.groups.take(event);
          this.#tally.arrivals.take(event);
        } catch {
          // An id can be a list that nests too deep to be read as text. The other events count.
        }
      }
      const isDone = next.length < AT_ONCE;
      isNew ||= next.length > 0;
      if (isDone && isNew) {
        isNew = false;
        this.people = this.#tally.people.list();
        this.groups = this.#tally.groups.list();
        this.arrived = this.#tally.arrivals.seen;
        this.#redraw();
      }
      await new Promise((resolve) => {
        setTimeout(resolve, isDone ? COUNT_MS : 0);
      });
    }
    this.#isCounting = false;
  }

  #listen(): void {
    this.#connection = connect({
      onSession: (session) => {
        this.session = session;
        // The plan may have changed.
        if (this.view === "plan") void this.#readPlan();
        this.#redraw();
      },
      onEvents: (lines) => {
        if (this.source.kind === "live") this.store.add(lines.map(toRow));
      },
      onCleared: () => {
        if (this.source.kind === "live") this.#empty();
      },
      onState: (isConnected) => {
        if (this.source.kind === "live") this.source = { kind: "live", isConnected };
        this.#redraw();
      },
      last: () => this.store.rows.at(-1)?.number ?? 0,
    });
  }

  #empty(): void {
    this.generation += 1;
    this.selected = undefined;
    this.isOpen = false;
    this.people = [];
    this.groups = [];
    this.arrived = new Map();
    this.#tally = newTally();
    this.#counted = 0;
    this.store.clear();
  }
}

function newTally() {
  return { people: new People(), groups: new Groups(), arrivals: new Arrivals() };
}
