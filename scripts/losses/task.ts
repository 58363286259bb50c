/** What a client is told to do, as JSON in the environment variable `LOSSES_TASK`. */
export interface Task {
  /** Events that it tracks, all at once. */
  readonly events: number;
  /** Which of them has a property whose `toJSON` throws. */
  readonly poisoned?: number | undefined;
  readonly ending: Ending;
  /** How long it lives before that, in milliseconds. */
  readonly lives: number;
}

/**
 * How the client's process ends: by itself, by `await shutdown()`, by an error that nobody catches, by `process.exit()` or by SIGKILL
 * right after the last call; or not at all, and it is looked at and killed.
 */
export type Ending = "natural" | "shutdown" | "throw" | "exit" | "killed" | "looked-at";

/** What a client says, a JSON line each on file descriptor 3. Events are known by their number, which they carry. */
export type Said =
  | { readonly kind: "accepted"; readonly events: number }
  /** It has done all that it does before its end. */
  | { readonly kind: "ready" }
  /** Events that it said were lost, whose process could have acted upon it. */
  | { readonly kind: "lost"; readonly numbers: readonly number[] }
  /** How many events wait, at the time of looking. */
  | { readonly kind: "queued"; readonly events: number };

/** Who sends, and how. `v1` is what posthog-node 6 uses for everything. */
export interface Sender {
  /** `durable`: the helpers with `delivery: durable` in the plan, and an outbox. */
  readonly client: "posthog-node" | "helpers" | "durable";
  readonly transport: "v0" | "v1";
}

/** Environment variables of a client with an outbox: in a file, or in a schema of PostgreSQL, outside of a transaction or in one. */
export interface StoreVariables {
  readonly LOSSES_STORE: "file" | "postgres" | "transaction";
  /** Its path, or its connection string. */
  readonly LOSSES_OUTBOX: string;
  readonly LOSSES_SCHEMA?: string;
}

/** Who tracks, under which id, and the property that tells the events apart. */
export const USER = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";
export const EVENT = "workflow_started";
export const workflowId = (number: number): string => `wf_${number}`;
export const numberOf = (id: unknown): number => Number(String(id).replace("wf_", ""));
