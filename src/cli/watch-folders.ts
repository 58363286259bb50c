import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { type FolderWatch, isSystemError } from "../commands/io.ts";

/** How long to wait after a change, in ms: an editor that saves, or a checkout, makes several in a row. */
const GATHER_MS = 50;

interface Watched {
  readonly watcher: FSWatcher;
  /** Device and inode: a folder that was removed and made again is another. */
  readonly id: string;
}

/**
 * Watches what stands directly in folders, by `fs.watch`. That is enough here, because an event is only a reason to look:
 * nothing depends on the name or kind that it gives, which differ from system to system. And it is exact: what happens after
 * {@link FolderWatch.watch} has returned is told.
 */
export function watchFolders(onChange: () => void): FolderWatch {
  const open = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, GATHER_MS);
  };
  const drop = (folder: string): void => {
    open.get(folder)?.watcher.close();
    open.delete(folder);
  };
  const add = (folder: string, id: string): void => {
    try {
      const watcher = watch(folder, tell);
      // Such as a folder that is removed on Windows.
      watcher.on("error", () => {
        drop(folder);
        tell();
      });
      open.set(folder, { watcher, id });
    } catch (error) {
      if (!isSystemError(error) || error.code !== "ENOENT") throw error;
    }
  };
  return {
    async watch(folders) {
      for (const folder of open.keys()) if (!folders.includes(folder)) drop(folder);
      let isNew = false;
      for (const folder of folders) {
        const id = await identify(folder);
        if (open.get(folder)?.id === id) continue;
        drop(folder);
        if (id !== undefined) add(folder, id);
        isNew = true;
      }
      return isNew;
    },
    close() {
      clearTimeout(timer);
      for (const folder of open.keys()) drop(folder);
    },
  };
}

/** How often to look where no system tells of changes, in ms. */
const POLL_MS = 500;

/**
 * The same where `fs.watch` is told nothing: of what others write on a network drive, or the host in a folder that a
 * container has of it. Says again and again that something may have changed; whoever looks sees whether it has.
 */
export function pollFolders(onChange: () => void): FolderWatch {
  const timer = setInterval(onChange, POLL_MS);
  return { watch: async () => false, close: () => clearInterval(timer) };
}

/** What tells a folder from another at the same path; nothing when there is none. */
async function identify(folder: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(folder);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
