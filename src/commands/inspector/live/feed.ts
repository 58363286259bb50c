import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { MessageHead, Session } from "../../../observe/session.ts";
import type { History } from "./history.ts";

/** Pages are told together of what arrives within this time. */
const PAUSE_MS = 30;

/** About the size of a message: pages read one without a pause. */
const MESSAGE_CHARACTERS = 250_000;

/** A page that does not keep up waits with this much of it in memory, and is sent the rest later. */
const MAX_BUFFERED = 4_000_000;

/** What a page sends is one word. */
const MAX_RECEIVED = 1000;

/** Sends pages the session and its events, from the oldest on, and takes their word to clear it. */
export interface Feed {
  /** Takes a connection that was let in. @param after - the number of the last event that the page has */
  readonly connect: (request: IncomingMessage, socket: Duplex, head: Buffer, after: number) => void;
  /** Called when the history has more. */
  readonly update: () => void;
  /** Tells all pages the session as it is now. */
  readonly tellSession: (session: Session) => void;
  /** Ends all connections: pages come again. */
  readonly drop: () => void;
  readonly close: () => void;
}

export function createFeed(history: History, session: Session): Feed {
  let current = session;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_RECEIVED, perMessageDeflate: false });
  /** The number that each page gets next. */
  const pages = new Map<WebSocket, number>();
  let timer: NodeJS.Timeout | undefined;

  const send = (page: WebSocket): void => {
    for (let next = pages.get(page); next !== undefined && next < history.next; next = pages.get(page)) {
      if (page.bufferedAmount > MAX_BUFFERED) return;
      const { oldest } = history;
      const lines = history.from(next, MESSAGE_CHARACTERS);
      pages.set(page, Math.max(next, oldest) + lines.length);
      // Once it is out there may be room for more.
      page.send(message({ kind: "events", oldest }, lines), () => send(page));
    }
  };

  const clear = (): void => {
    history.clear();
    for (const page of pages.keys()) {
      page.send(message({ kind: "cleared" }));
      pages.set(page, history.next);
    }
  };

  const drop = (): void => {
    for (const page of pages.keys()) page.terminate();
  };

  return {
    drop,
    connect: (request, socket, head, after) => {
      server.handleUpgrade(request, socket, head, (page) => {
        pages.set(page, after + 1);
        page.on("close", () => pages.delete(page));
        // Of a broken connection; it closes then.
        page.on("error", () => {});
        page.on("message", (text) => {
          if (String(text) === "clear") clear();
        });
        page.send(message({ kind: "session", session: current }));
        send(page);
      });
    },
    tellSession: (changed) => {
      current = changed;
      for (const page of pages.keys()) page.send(message({ kind: "session", session: current }));
    },
    update: () => {
      if (pages.size === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const page of pages.keys()) send(page);
      }, PAUSE_MS);
    },
    close: () => {
      clearTimeout(timer);
      drop();
      server.close();
    },
  };
}

function message(head: MessageHead, lines: readonly string[] = []): string {
  return [JSON.stringify(head), ...lines].join("\n");
}
