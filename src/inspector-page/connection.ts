import { CLEAR, type MessageHead, type Session } from "../observe/session.ts";

/** How long to wait before the server is tried again. */
const RETRY_MS = 1000;

export interface Connection {
  /** Has the server drop its events, and tell all pages. */
  readonly clear: () => void;
  readonly close: () => void;
}

/** What a connection tells. */
export interface Listener {
  readonly onSession: (session: Session) => void;
  readonly onEvents: (lines: readonly string[]) => void;
  readonly onCleared: () => void;
  readonly onState: (isConnected: boolean) => void;
  /** The number of the last event that is here. */
  readonly last: () => number;
}

/** Listens to the server of this page, again and again where the connection ends. */
export function connect(listener: Listener): Connection {
  let socket: WebSocket | undefined;
  let isClosed = false;
  const open = (): void => {
    if (isClosed) return;
    const url = addressOf("events", { after: String(listener.last()) });
    url.protocol = "ws:";
    const current = new WebSocket(url);
    socket = current;
    current.addEventListener("message", ({ data }: MessageEvent<string>) => {
      if (isClosed) return;
      const [head = "", ...lines] = data.split("\n");
      const message = JSON.parse(head) as MessageHead;
      switch (message.kind) {
        case "session":
          listener.onState(true);
          return listener.onSession(message.session);
        case "events":
          return listener.onEvents(lines);
        case "cleared":
          return listener.onCleared();
        default:
          return message satisfies never;
      }
    });
    current.addEventListener("close", () => {
      if (isClosed) return;
      listener.onState(false);
      setTimeout(open, RETRY_MS);
    });
  };
  open();
  return {
    clear: () => socket?.send(CLEAR),
    close: () => {
      isClosed = true;
      socket?.close();
    },
  };
}

/** Asks the server for something. Rejects with its words if it refuses. */
export async function ask(
  what: string,
  query: Readonly<Record<string, string>>,
  body?: Blob,
): Promise<string> {
  const response = await fetch(addressOf(what, query), { method: "POST", body: body ?? null });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** An address below this page's, with its token. */
function addressOf(what: string, query: Readonly<Record<string, string>>): URL {
  const { origin, pathname, search } = location;
  const url = new URL(`${pathname.replace(/\/$/u, "")}/${what}${search}`, origin);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** This page as the server has it, without what it shows. */
export async function fetchPage(): Promise<string> {
  const response = await fetch(location.href);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}
