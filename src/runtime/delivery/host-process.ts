import type Crypto from "node:crypto";
import type AsyncHooks from "node:async_hooks";
import type DiagnosticsChannel from "node:diagnostics_channel";
import type WorkerThreads from "node:worker_threads";
import type Zlib from "node:zlib";

/**
 * What the host offers of Node's `process`, on hosts that have none of it too (Cloudflare Workers without `nodejs_compat`), and on
 * those where reading it throws (edge routes of Next.js). Nothing here throws.
 */

/** The environment variables; none on a host without them. */
export function readEnvironmentVariables(): Readonly<Record<string, string | undefined>> {
  try {
    return globalThis.process?.env ?? {};
  } catch {
    return {};
  }
}

/** The process, where one can listen to it; `undefined` elsewhere. */
export function listenableProcess(): NodeJS.Process | undefined {
  try {
    const found = globalThis.process as NodeJS.Process | undefined;
    const isListenable = typeof found?.on === "function" && typeof found.listenerCount === "function";
    return isListenable ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this code runs in a thread of `node:worker_threads`, whose process object hears no signals. */
export function isWorkerThread(): boolean {
  return builtinModule("node:worker_threads")?.isMainThread === false;
}

/** Modules of Node that the runtime uses where they exist. */
interface BuiltinModules {
  "node:crypto": typeof Crypto;
  "node:async_hooks": typeof AsyncHooks;
  "node:diagnostics_channel": typeof DiagnosticsChannel;
  "node:worker_threads": typeof WorkerThreads;
  "node:zlib": typeof Zlib;
}

/** A module of Node; `undefined` on hosts without it. Not imported: bundlers for browsers and the edge stop at such an import. */
export function builtinModule<Name extends keyof BuiltinModules>(
  name: Name,
): BuiltinModules[Name] | undefined {
  try {
    return globalThis.process?.getBuiltinModule?.(name) as BuiltinModules[Name] | undefined;
  } catch {
    return undefined;
  }
}
