/** Tracks events and ends in the way that its first argument names. Prints what its own code did, a word a line. */
import { parentPort, Worker } from "node:worker_threads";
import {
  configureTracking,
  createTracker,
  ready,
  shutdown,
  stats,
  trackUserSignedIn,
  userId,
} from "../../../generated/index.ts";

const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
const track = (count: number): void => {
  for (let call = 0; call < count; call += 1) trackUserSignedIn(user, { method: "github" });
};
const say = (word: string): void => void process.stdout.write(`${word}\n`);
/** Until somebody ends it. */
const live = (): void => void setInterval(() => {}, 1000);
/** Calls when so many events have arrived. */
const onceDelivered = (count: number, then: () => void): void => {
  const timer = setInterval(() => {
    if (stats().events.delivered < count) return;
    clearInterval(timer);
    then();
  }, 20);
};

const WAYS: Readonly<Record<string, () => void>> = {
  "wait for a signal": () => {
    track(3);
    live();
    say("ready");
  },
  "wait for a signal with two trackers": () => {
    track(2);
    trackUserSignedIn(user, { method: "email" }, { tracker: createTracker() });
    live();
    say("ready");
  },
  "reload at SIGHUP": () => {
    const timer = setInterval(() => {}, 1000);
    process.on("SIGHUP", () => {
      say("reloaded");
      clearInterval(timer);
    });
    track(3);
    say("ready");
  },
  "exit at a signal": () => {
    process.on("SIGTERM", () => process.exit(0));
    track(3);
    live();
    say("ready");
  },
  "end a worker": () => {
    const worker = new Worker(new URL(import.meta.url), { argv: ["work in a worker"] });
    worker.on("error", (error) => say(`failed: ${error.message}`));
    worker.on("message", () => process.exit(0));
  },
  "work in a worker": () => {
    track(3);
    live();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- The port of a thread has no origin.
    onceDelivered(3, () => parentPort?.postMessage("delivered"));
  },
  "live on as process 1 does": () => {
    // The kernel keeps the signal that is sent again from process 1: here, that it is sent is left out.
    process.kill = () => true;
    const timer = setInterval(() => {}, 1000);
    configureTracking({
      endTimeoutMs: 500,
      log: (line) => {
        process.stderr.write(`${line}\n`);
        if (!line.includes("did not end")) return;
        clearInterval(timer);
        setImmediate(() => say(`accepted: ${trackUserSignedIn(user, { method: "github" })}`));
      },
    });
    // So that nothing is on its way when the time is over.
    void ready().then(() => {
      track(3);
      say("ready");
    });
  },
  "leave signals alone": () => {
    configureTracking({ handleSignals: false });
    track(3);
    live();
    say("ready");
  },
  "handle a signal": () => {
    // Before the tracker's own, and gone as soon as it runs.
    process.once("SIGTERM", () => {
      say("the application cleans up");
      // Later than the tracker would end the process, if it did.
      onceDelivered(3, () =>
        setTimeout(() => {
          say("and exits");
          process.exit(7);
        }, 300),
      );
    });
    track(3);
    live();
    say("ready");
  },
  "handle a signal with shutdown": () => {
    process.on("SIGTERM", () => {
      void shutdown().then(({ delivered }) => {
        say(`delivered ${delivered}`);
        process.exit(7);
      });
    });
    track(3);
    live();
    say("ready");
  },
  throw: () => {
    track(3);
    setTimeout(() => {
      throw new TypeError("nobody catches this");
    }, 10);
  },
  reject: () => {
    track(3);
    void Promise.reject(new TypeError("nobody catches this"));
  },
  "leave errors alone": () => {
    configureTracking({ handleErrors: false });
    track(3);
    setTimeout(() => {
      throw new TypeError("nobody catches this");
    }, 10);
  },
  "handle an error": () => {
    process.on("uncaughtException", () => say("the application goes on"));
    track(3);
    setTimeout(() => {
      throw new TypeError("the application catches this");
    }, 10);
  },
  "exit at once": () => {
    track(3);
    process.exit(4);
  },
  "track in an exit listener": () => {
    track(1);
    process.on("exit", () => say(`accepted: ${trackUserSignedIn(user, { method: "github" })}`));
    process.exit(4);
  },
  "end by itself, and not wait long": () => {
    configureTracking({ endTimeoutMs: 2000 });
    // So that the request is on its way when the time is over.
    void ready().then(() => track(3));
  },
  "make many trackers": () => {
    const events = ["beforeExit", "exit", "SIGTERM", "SIGINT", "uncaughtException"];
    const count = (): string => events.map((event) => process.listenerCount(event)).join(" ");
    // Node itself listens while this module runs.
    setImmediate(() => {
      const before = count();
      const trackers = Array.from({ length: 50 }, () => createTracker());
      for (const tracker of trackers) trackUserSignedIn(user, { method: "github" }, { tracker });
      const during = count();
      void Promise.all(trackers.map((tracker) => tracker.flush())).then(() => {
        say([before, during, count()].join(", "));
      });
    });
  },
};

WAYS[process.argv.at(-1) ?? ""]?.();
