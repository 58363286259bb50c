import type { Message } from "../message.ts";
import type { MessageCounts } from "../stats.ts";

/** Where a tracker's finished messages go. It accounts for every message it was handed. */
export interface Sink {
  /** Takes a message. Returns at once and never throws. */
  send(message: Message): void;
  /** Makes ready to send. Never rejects; `false` when nothing can be sent. */
  ready(): Promise<boolean>;
  /** Tries to send what is waiting. Never rejects. */
  flush(): Promise<void>;
  /** Sends what it can within the time, and counts what is left as lost. Called once. Never rejects. */
  shutdown(timeoutMs: number): Promise<void>;
  counts(): { readonly events: MessageCounts; readonly groupUpdates: MessageCounts };
}
