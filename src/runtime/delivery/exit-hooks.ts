import type { EventEmitter } from "node:events";
import { monotonicNow, startTimer } from "./timing.ts";
import { listenableProcess } from "./host-process.ts";

/** What to do for one tracker when the process exits. */
export interface ExitHook {
  /** Whether a signal waits for a flush. */
  readonly handleSignals: boolean;
  /** Whether an uncaught error waits for a flush. */
  readonly handleErrors: boolean;
  /** Flushes, for as long as the exit may be delayed. Never rejects. */
  finish(occasion: "natural" | "signal" | "error"): Promise<void>;
  /**
   * Records and reports pending messages as lost, synchronously: nothing runs after it.
   *
   * @param isExit - whether the process exits by itself, not by the delayed signal or error
   */
  giveUp(isExit: boolean): void;
  /** Accepts messages again: the process did not exit after all. */
  resume(): void;
}

/**
 * The hooks of all trackers with pending messages, and the process listeners that call them. All copies of this package in the process
 * (bundled, reloaded) share the registry of the first, so that listeners do not pile up.
 */
interface Registry {
  readonly hooks: Set<ExitHook>;
  readonly listeners: readonly Listener[];
}

interface Listener {
  readonly event: string;
  /** Whether a hook needs this listener. */
  readonly serves: (hook: ExitHook) => boolean;
  readonly listen: (cause: unknown) => void;
}

/** Signals that end a process where nobody listens. */
const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR2"];

/** Signals that applications also use for other purposes, such as reloading their settings. */
const ONLY_ALONE: ReadonlySet<string> = new Set(["SIGHUP", "SIGQUIT", "SIGUSR2"]);

/** A signal repeated within this time is the same request to stop: watchers and terminals send it twice. */
const REPEAT_MS = 1000;

/** When to check whether the process survived a signal. */
const ALIVE_AFTER_MS = 500;

/** The number is the protocol version: raise it when {@link ExitHook} or {@link Registry} changes. */
const KEY: symbol = Symbol.for("tracking-plan/exit-hooks/1");

/**
 * Flushes a tracker when the process exits. Meant for as long as messages are pending: a process with nothing to send gets no
 * listeners.
 *
 * - **Natural exit**: a flush comes first.
 * - **`process.exit()`**: nothing can be sent any more. Pending messages are counted and reported as lost.
 * - **SIGTERM and SIGINT**: a flush comes first. Without other listeners, the signal is then sent again and has its usual effect. A
 *   second signal takes effect at once, unless it comes within a second, because watchers send it twice. If the application
 *   listens too, it alone decides when the process exits.
 * - **SIGHUP, SIGQUIT and SIGUSR2**: the same without other listeners. An application that listens uses them for something else.
 * - **Uncaught error or rejection**: a flush comes first, then the error is thrown again.
 *
 * @returns a function that removes the hook
 */
export function addExitHook(hook: ExitHook): () => void {
  // Other runtimes have neither signals nor an exit that can be delayed.
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

/** Never throws: a message is accepted even where the host allows no listeners. */
function listenAsNeeded(registry: Registry): void {
  try {
    listenWhereNeeded(registry);
  } catch {
    // The host allows no listeners.
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

/** A listener that flushes and then lets the process exit, unless the application has a listener of its own. */
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
