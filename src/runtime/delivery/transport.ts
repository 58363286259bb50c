import type { Message } from "../message.ts";
import type { Answer } from "./answer.ts";

/** Some of the messages of an attempt, and what became of the request that carried them. */
export interface Attempted {
  readonly messages: readonly Message[];
  readonly answer: Answer;
}

/** The way to PostHog. It keeps nothing: whoever sends decides what is sent again. */
export interface Transport {
  /** Makes ready to send. Never rejects; `false` when nothing can ever be sent. */
  ready(): Promise<boolean>;
  /** Sends messages once. Each of them is in one part of the result. Never rejects. */
  send(messages: readonly Message[]): Promise<readonly Attempted[]>;
  /** Ends what is under way, as if it had taken too long. */
  interrupt(): void;
  /** Ends what is under way, and sends nothing from then on. */
  close(): void;
  /** Sends again, with a client made anew: after `close()`, or when the last client hangs in a request that died. */
  reopen(): void;
}
