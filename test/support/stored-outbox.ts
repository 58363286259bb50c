import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fileOutbox } from "../../src/outbox/file/index.ts";
import type { OutboxStore } from "../../src/runtime/delivery/outbox.ts";
import { toRow } from "../../src/runtime/delivery/stored-rows.ts";
import { makeMessage } from "../unit/runtime/delivery/make-message.ts";
import { BUILD } from "./command-line.ts";
import { makeTempFolder } from "./temp-folder.ts";

export const storedUuid = (index: number): string =>
  `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

/** A folder with an outbox in a file that has so many events of the plan `shop`, and with the module that exports it. */
export function makeStoredOutbox(events: number, use: (store: OutboxStore) => void = () => {}): string {
  const entry = pathToFileURL(join(BUILD, "dist/import/outbox/file/index.js")).href;
  const folder = makeTempFolder({
    "tracking-outbox.mjs": `import { fileURLToPath } from "node:url";
import { fileOutbox } from ${JSON.stringify(entry)};
export const outbox = fileOutbox({ path: fileURLToPath(new URL("tracking.db", import.meta.url)) });
`,
  });
  const store = fileOutbox({ path: join(folder, "tracking.db") }).open({
    planName: "shop",
    warn: () => {},
    wake: () => {},
    takeBack: () => {},
    writeHeld: async () => true,
  });
  store.write(Array.from({ length: events }, (_, index) => toRow(makeMessage(storedUuid(index)), true)));
  use(store);
  store.close();
  return folder;
}
