import type { Message } from "../message.ts";
import type { FlushReport } from "../stats.ts";
import type { LedgerCounts } from "./ledger.ts";

/**
 * Where a tracker's finished messages go: the seam between composing events and delivering them. It accounts for every message that
 * it was handed.
 */
export interface Sink {
  /** Why these messages cannot be taken now. */
  refusalOf(messages: readonly Message[]): "queue_full" | "posthog_node_missing" | "shut_down" | undefined;
  /** Takes a message. Returns at once and never throws. */
  send(message: Message): void;
  /** Makes ready to send. Never rejects; `false` when nothing can be sent. */
  ready(): Promise<boolean>;
  /** Waits until there is room for many messages, or for so many milliseconds. Never rejects; `false` when there is none. */
  drained(timeoutMs: number): Promise<boolean>;
  /** Sends what is waiting, for so many milliseconds at most. Never rejects. */
  flush(timeoutMs: number): Promise<FlushReport>;
  /** Sends what it can within the time, and counts what is left. Called again, it may only end sooner. Never rejects. */
  shutdown(timeoutMs: number): Promise<void>;
  counts(): LedgerCounts;
}
