import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { track } from "../../../src/runtime/calls.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";
import { creditsBought, UNREADABLE } from "./durable-event.ts";
import { pick, randomOf } from "./random.ts";
import type { Work } from "./work.ts";

/** Works on an outbox in a file. The key of each accepted event is appended to another file: what is there was promised. */
export function workOnFile(): Work {
  const { OUTBOX: path = "", PROMISED: promised = "", LIFE = "", SEED } = process.env;
  const outbox = fileOutbox({ path });
  const random = randomOf(Number(SEED));
  let number = 0;
  const writeSome = (tracker: Tracker): readonly string[] =>
    Array.from({ length: 1 + pick(random, 20) }, () => {
      number += 1;
      const idempotencyKey = `${LIFE} ${number}`;
      const credits = random() < 0.01 ? UNREADABLE : number;
      const options = { tracker, idempotencyKey, timestamp: new Date() };
      const isAccepted = track(creditsBought, `user ${number % 50}`, { credits }, options);
      // What is held in memory is promised to nobody.
      return isAccepted && tracker.stats().durable?.waitingForStore === 0 ? [idempotencyKey] : [];
    }).flat();
  return {
    outbox,
    write: async (tracker, sayReady) => {
      for (; ; sayReady()) {
        // Nothing of a batch is promised before its end.
        const keys = random() < 0.2 ? outbox.batch(() => writeSome(tracker)) : writeSome(tracker);
        appendFileSync(promised, keys.map((key) => `${key}\n`).join(""));
        await sleep(1 + pick(random, 5));
      }
    },
  };
}
