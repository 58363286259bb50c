import type { AsyncLocalStorage } from "node:async_hooks";
import { builtinModule } from "../delivery/host-process.ts";

/** What {@link withValues} was given around the present call, for each plan's name; the outermost first. */
type Layers = Readonly<Record<string, readonly unknown[]>>;

type Storage = Pick<AsyncLocalStorage<Layers>, "getStore" | "run">;

/** The place on `globalThis` that all copies of this package in one process share. */
const PLACE = Symbol.for("tracking-plan/common-values/1");

const slots = globalThis as { [PLACE]?: Storage; AsyncLocalStorage?: new () => Storage };

let isMissing = false;

/**
 * Runs a function with values for all events of a plan that are tracked in it, and in everything that it starts. On a host without
 * `AsyncLocalStorage` it only runs the function: see {@link lacksStorage}.
 */
export function withValues<Result>(planName: string, values: unknown, next: () => Result): Result {
  const storage = findStorage();
  if (storage === undefined) {
    isMissing = true;
    return next();
  }
  const outer = storage.getStore();
  return storage.run({ ...outer, [planName]: [...(outer?.[planName] ?? []), values] }, next);
}

const NONE: readonly unknown[] = [];

/** The values around the present call, the outermost first. */
export function valuesAround(planName: string): readonly unknown[] {
  return slots[PLACE]?.getStore()?.[planName] ?? NONE;
}

/** Whether values were given that events cannot have, because the host has no `AsyncLocalStorage`. */
export function lacksStorage(): boolean {
  return isMissing;
}

/** Node has it in a module; edge routes of Next.js have it among the globals. Neither is there in browsers. */
function findStorage(): Storage | undefined {
  const Class = builtinModule("node:async_hooks")?.AsyncLocalStorage ?? slots.AsyncLocalStorage;
  if (slots[PLACE] === undefined && typeof Class === "function") slots[PLACE] = new Class();
  return slots[PLACE];
}
