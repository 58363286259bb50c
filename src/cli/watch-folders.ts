import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { type FolderWatch, isSystemError } from "../commands/io.ts";

/** Milliseconds to wait after a change: a save or a checkout causes several in a row. */
const DEBOUNCE_MS = 50;

interface Watched {
  readonly watcher: FSWatcher;
  /** Device and inode: a folder that was removed and created again is a different one. */
  readonly id: string;
}

/**
 * Watches the direct entries of folders with `fs.watch`. An event is only a reason to look: nothing depends on its name or
 * kind, which differ between systems. Every change after {@link FolderWatch.watch} has returned is reported.
 */
export function watchFolders(onChange: () => void): FolderWatch {
  const open = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;
  const notify = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, DEBOUNCE_MS);
  };
  const drop = (folder: string): void => {
    open.get(folder)?.watcher.close();
    open.delete(folder);
  };
  const add = (folder: string, id: string): void => {
    try {
      const watcher = watch(folder, notify);
      // Such as when the folder is removed on Windows.
      watcher.on("error", () => {
        drop(folder);
        notify();
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

/** Milliseconds between two looks. */
const POLL_MS = 500;

/**
 * The same where `fs.watch` receives no events: network drives, and folders that a container mounts from its host. Reports
 * a possible change again and again; the caller finds out whether there was one.
 */
export function pollFolders(onChange: () => void): FolderWatch {
  const timer = setInterval(onChange, POLL_MS);
  return { watch: async () => false, close: () => clearInterval(timer) };
}

/** Identity of the folder at a path; undefined if no folder is there. */
async function identify(folder: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(folder);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
