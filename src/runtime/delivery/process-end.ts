import type { EventEmitter } from "node:events";

/** What is to be done for one tracker when the process ends. */
export interface Ending {
  /** Whether a signal is to wait until what is queued is sent. */
  readonly handleSignals: boolean;
  /** Whether the end by an uncaught error is to wait. */
  readonly handleErrors: boolean;
  /** Sends what is waiting, as long as the end may be held up for it. Never rejects. */
  finish(occasion: "natural" | "signal" | "error"): Promise<void>;
  /** Counts what is left and says so, at once: nothing runs after it. */
  giveUp(): void;
}

/**
 * All trackers of a process for which something waits, and the listeners that serve them. Every copy of this package in the process
 * (bundled, reloaded) uses the registry of the first, so that listeners do not pile up.
 */
interface Registry {
  readonly endings: Set<Ending>;
  readonly listeners: readonly Listener[];
}

interface Listener {
  readonly event: string;
  /** Whether it is needed for an ending. */
  readonly serves: (ending: Ending) => boolean;
  readonly listen: (cause: unknown) => void;
}

/** The number is that of the protocol: raise it when {@link Ending} or {@link Registry} changes. */
const KEY: symbol = Symbol.for("tracking-plan/endings/1");

/**
 * Has a tracker taken care of when the process ends, however that happens. Meant for as long as something waits: a process with
 * nothing to send is left alone.
 *
 * - **By itself**: what waits is sent first.
 * - **`process.exit()`**: nothing can be sent any more; it is counted, and said.
 * - **SIGTERM and SIGINT**: what waits is sent. Where nobody else listens, the signal is sent again then, and has the effect
 *   that it would have had; a second one has it at once. Where the application listens, it alone decides when the process ends.
 * - **An uncaught error or rejection**: the same; the error is thrown again then.
 *
 * @returns a function that takes it back.
 */
export function takeCareAtEnd(ending: Ending): () => void {
  // Other runtimes have neither signals nor an end that can be waited for.
  if (typeof process !== "object" || typeof process.on !== "function") return () => {};
  const slots = globalThis as { [key: symbol]: Registry | undefined };
  const registry = (slots[KEY] ??= createRegistry());
  registry.endings.add(ending);
  listenAsNeeded(registry);
  return () => {
    registry.endings.delete(ending);
    listenAsNeeded(registry);
  };
}

function listenAsNeeded({ endings, listeners }: Registry): void {
  // The process as any emitter: its own type knows each event by its name alone.
  const emitter: EventEmitter = process;
  for (const { event, serves, listen } of listeners) {
    const isNeeded = [...endings].some(serves);
    const isThere = emitter.listeners(event).includes(listen);
    // Before the others, so that it can see which of them there are: a listener that is to run once is gone when it ran.
    if (isNeeded && !isThere) emitter.prependListener(event, listen);
    if (!isNeeded && isThere) emitter.off(event, listen);
  }
}

function createRegistry(): Registry {
  const endings = new Set<Ending>();
  const giveUpAll = (): void => {
    for (const ending of endings) ending.giveUp();
  };
  const signals = ["SIGTERM", "SIGINT"].map((signal) => ({
    event: signal,
    serves: ({ handleSignals }: Ending) => handleSignals,
    listen: holdUp(endings, "signal", signal, () => {
      giveUpAll();
      process.kill(process.pid, signal);
    }),
  }));
  return {
    endings,
    listeners: [
      {
        event: "beforeExit",
        serves: () => true,
        listen: () => {
          for (const ending of endings) void ending.finish("natural");
        },
      },
      { event: "exit", serves: () => true, listen: giveUpAll },
      ...signals,
      {
        event: "uncaughtException",
        serves: ({ handleErrors }) => handleErrors,
        listen: holdUp(endings, "error", "uncaughtException", (error: unknown) => {
          giveUpAll();
          // In a promise it would be a rejection.
          setImmediate(() => {
            throw error; // Thrown elsewhere, and held up here until what was waiting was sent.
          });
        }),
      },
    ],
  };
}

/** A listener that sends what waits, and then lets the process end, unless the application has a listener of its own. */
function holdUp(
  endings: ReadonlySet<Ending>,
  occasion: "signal" | "error",
  event: string,
  end: (cause: unknown) => void,
): Listener["listen"] {
  let cause: { readonly value: unknown } | undefined;
  return (value: unknown) => {
    const isAlone = process.listenerCount(event) === 1;
    if (isAlone && cause !== undefined) return end(cause.value);
    const served = [...endings].filter(({ handleSignals, handleErrors }) =>
      occasion === "signal" ? handleSignals : handleErrors,
    );
    const finished = Promise.allSettled(served.map((ending) => ending.finish(occasion)));
    if (!isAlone) return;
    cause = { value };
    void finished.then(() => {
      if (cause === undefined) return;
      cause = undefined;
      end(value);
    });
  };
}
