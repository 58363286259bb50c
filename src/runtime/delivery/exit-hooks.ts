import type { EventEmitter } from "node:events";
import { monotonicNow, startTimer } from "./timing.ts";
import { listenableProcess } from "./host-process.ts";

/** What is to be done for one tracker when the process ends. */
export interface ExitHook {
  /** Whether a signal is to wait until what is queued is sent. */
  readonly handleSignals: boolean;
  /** Whether the end by an uncaught error is to wait. */
  readonly handleErrors: boolean;
  /** Sends what is waiting, as long as the end may be held up for it. Never rejects. */
  finish(occasion: "natural" | "signal" | "error"): Promise<void>;
  /**
   * Counts what is left and says so, at once: nothing runs after it.
   *
   * @param isExit - whether the process exits by itself, and not by what was held up here
   */
  giveUp(isExit: boolean): void;
  /** Takes messages again: the process was to end, and did not. */
  resume(): void;
}

/**
 * All trackers of a process for which something waits, and the listeners that serve them. Every copy of this package in the process
 * (bundled, reloaded) uses the registry of the first, so that listeners do not pile up.
 */
interface Registry {
  readonly hooks: Set<ExitHook>;
  readonly listeners: readonly Listener[];
}

interface Listener {
  readonly event: string;
  /** Whether it is needed for a hook. */
  readonly serves: (hook: ExitHook) => boolean;
  readonly listen: (cause: unknown) => void;
}

/** Signals that end a process where nobody listens. */
const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR2"];

/** Signals that applications use for other things than their end, such as to read their settings again. */
const ONLY_ALONE: ReadonlySet<string> = new Set(["SIGHUP", "SIGQUIT", "SIGUSR2"]);

/** A signal that comes again within this time is the same request to stop: watchers and terminals send it twice. */
const REPEAT_MS = 1000;

/** When a process that was to be ended by a signal is found to be alive. */
const ALIVE_AFTER_MS = 500;

/** The number is that of the protocol: raise it when {@link ExitHook} or {@link Registry} changes. */
const KEY: symbol = Symbol.for("tracking-plan/exit-hooks/1");

/**
 * Has a tracker taken care of when the process ends, however that happens. Meant for as long as something waits: a process with
 * nothing to send is left alone.
 *
 * - **By itself**: what waits is sent first.
 * - **`process.exit()`**: nothing can be sent any more; it is counted, and said.
 * - **SIGTERM and SIGINT**: what waits is sent. Where nobody else listens, the signal is sent again then, and has the effect
 *   that it would have had; a second one has it at once, unless it comes within a second: watchers send it twice. Where the
 *   application listens, it alone decides when the process ends.
 * - **SIGHUP, SIGQUIT and SIGUSR2**: the same, where nobody else listens. Where the application does, they mean something else.
 * - **An uncaught error or rejection**: the same; the error is thrown again then.
 *
 * @returns a function that takes it back.
 */
export function addExitHook(hook: ExitHook): () => void {
  // Other runtimes have neither signals nor an end that can be waited for.
  if (listenableProcess() === undefined) return () => {};
  const slots = globalThis as { [key: symbol]: Registry | undefined };
  const registry = (slots[KEY] ??= createRegistry());
  registry.hooks.add(hook);
  listenAsNeeded(registry);
  return () => {
    registry.hooks.delete(hook);
    listenAsNeeded(registry);
  };
}

/** Never throws: a message is accepted, whatever the host thinks of listeners. */
function listenAsNeeded(registry: Registry): void {
  try {
    listenWhereNeeded(registry);
  } catch {
    // The host lets nobody listen.
  }
}

function listenWhereNeeded({ hooks, listeners }: Registry): void {
  // The process as any emitter: its own type knows each event by its name alone.
  const emitter: EventEmitter | undefined = listenableProcess();
  if (emitter === undefined) return;
  for (const { event, serves, listen } of listeners) {
    const isNeeded = [...hooks].some(serves);
    const isThere = emitter.listeners(event).includes(listen);
    // Before the others, so that it can see which of them there are: a listener that is to run once is gone when it ran.
    if (isNeeded && !isThere) emitter.prependListener(event, listen);
    if (!isNeeded && isThere) emitter.off(event, listen);
  }
}

function createRegistry(): Registry {
  const hooks = new Set<ExitHook>();
  const giveUpAll = (isExit: boolean): void => {
    for (const hook of hooks) hook.giveUp(isExit);
  };
  const signals = SIGNALS.map((signal) => ({
    event: signal,
    serves: ({ handleSignals }: ExitHook) => handleSignals,
    listen: holdUp(hooks, "signal", signal, () => {
      const gaveUp = [...hooks];
      giveUpAll(false);
      process.kill(process.pid, signal);
      // The kernel keeps such a signal from process 1 of a container, which then lives on.
      try {
        startTimer(() => {
          for (const hook of gaveUp) hook.resume();
        }, ALIVE_AFTER_MS).unref?.();
      } catch {
        // Without a timer nobody would find out; the process ends, as it was told to.
      }
    }),
  }));
  return {
    hooks,
    listeners: [
      {
        event: "beforeExit",
        serves: () => true,
        listen: () => {
          for (const hook of hooks) void hook.finish("natural");
        },
      },
      { event: "exit", serves: () => true, listen: () => giveUpAll(true) },
      ...signals,
      {
        event: "uncaughtException",
        serves: ({ handleErrors }) => handleErrors,
        listen: holdUp(hooks, "error", "uncaughtException", (error: unknown) => {
          giveUpAll(false);
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
  hooks: ReadonlySet<ExitHook>,
  occasion: "signal" | "error",
  event: string,
  end: (cause: unknown) => void,
): Listener["listen"] {
  let cause: { readonly value: unknown; readonly since: number } | undefined;
  return (value: unknown) => {
    const isAlone = process.listenerCount(event) === 1;
    if (!isAlone && ONLY_ALONE.has(event)) return;
    if (isAlone && cause !== undefined) {
      const isRepeat = occasion === "signal" && monotonicNow() - cause.since < REPEAT_MS;
      return isRepeat ? undefined : end(cause.value);
    }
    const served = [...hooks].filter(({ handleSignals, handleErrors }) =>
      occasion === "signal" ? handleSignals : handleErrors,
    );
    const finished = Promise.allSettled(served.map((hook) => hook.finish(occasion)));
    if (!isAlone) return;
    cause = { value, since: monotonicNow() };
    void finished.then(() => {
      if (cause === undefined) return;
      cause = undefined;
      end(value);
    });
  };
}
