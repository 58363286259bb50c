import type { Message } from "../message.ts";
import type { MessageCounts } from "../stats.ts";

/** Where a tracker's finished messages go. It accounts for every message it was handed. */
export interface Sink {
  /** Why so many messages cannot be taken now. */
  refusalOf(count: number): "queue_full" | "posthog_node_missing" | undefined;
  /** Takes a message. Returns at once and never throws. */
  send(message: Message): void;
  /** Makes ready to send. Never rejects; `false` when nothing can be sent. */
  ready(): Promise<boolean>;
  /** Tries to send what is waiting. Never rejects. */
  flush(): Promise<void>;
  /** Sends what it can within the time, and counts what is left as lost. Called again, it may only end sooner. Never rejects. */
  shutdown(timeoutMs: number): Promise<void>;
  counts(): { readonly events: MessageCounts; readonly groupUpdates: MessageCounts };
}
