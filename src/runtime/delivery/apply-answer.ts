import type { Answer, Exception } from "./answer.ts";
import { type Backoff, pauseAfter } from "./backoff.ts";
import type { Batches } from "./batches.ts";
import type { MessageQueue } from "./message-queue.ts";
import type { Outcome, QueuedMessage } from "./queued-message.ts";
import type { Timing } from "./timing.ts";

/** Maximum number of retries of a single message that PostHog asks for while it accepts others. */
const MAX_SINGLE_RETRIES = 10;

const DELIVERED: Outcome = { kind: "delivered" };

export interface AnswerParts {
  readonly queue: MessageQueue;
  readonly batches: Batches;
  readonly backoff: Backoff;
  readonly timing: Timing;
  /** Called for messages that will be retried. */
  readonly onRetry: (messages: readonly QueuedMessage[], cause: string, pauseMs: number) => void;
  /** Called for durable messages that no attempt of now can deliver, with the reason for which others would be lost. */
  readonly onKept?: (reason: string) => void;
}

type Batch = readonly QueuedMessage[];

type AnswerOf<Kind extends Answer["kind"]> = Extract<Answer, { readonly kind: Kind }>;

/** Gives each message of a request its outcome, or queues it again, as the answer to the request says. */
export function applyAnswer(answer: Answer, batch: Batch, parts: AnswerParts): void {
  switch (answer.kind) {
    case "taken":
      take(batch, answer, parts);
      break;
    case "unclear":
      for (const queued of withoutDurable(batch, answer.reason, parts)) {
        parts.queue.settle(queued, { kind: "unknown", reason: answer.reason });
      }
      break;
    case "busy":
      retry(batch, answer, parts);
      break;
    case "refused":
      refuse(batch, answer, parts);
      break;
    default:
      answer satisfies never;
  }
}

function take(batch: Batch, { except, retryAfterMs }: AnswerOf<"taken">, parts: AnswerParts): void {
  const { queue, backoff, batches } = parts;
  backoff.succeeded();
  const again: QueuedMessage[] = [];
  for (const queued of batch) {
    const exception: Exception | undefined = except.get(queued.message.uuid);
    if (exception?.kind === "again") again.push(queued);
    else if (exception?.kind === "lost") queue.giveUp(queued, exception.reason);
    else queue.settle(queued, exception ?? DELIVERED);
  }
  batches.taken(again.length < batch.length);
  for (const queued of again) repeatAlone(queued, retryAfterMs, parts);
}

/** PostHog accepted other messages of the request, so only this one waits. */
function repeatAlone(queued: QueuedMessage, retryAfterMs: number | undefined, parts: AnswerParts): void {
  const { queue, timing, onRetry } = parts;
  if (queued.attempts > MAX_SINGLE_RETRIES) {
    queue.giveUp(queued, "retries_exhausted");
    return;
  }
  const pauseMs = pauseAfter(queued.attempts, retryAfterMs, timing);
  onRetry([queued], "PostHog asked for it again", pauseMs);
  queue.putBack([queued], timing.now() + pauseMs);
}

function retry(batch: Batch, answer: AnswerOf<"busy">, { queue, backoff, onRetry }: AnswerParts): void {
  const { cause, retryAfterMs, mayHaveArrived, maxAttempts = Infinity } = answer;
  const again: QueuedMessage[] = [];
  for (const queued of batch) {
    queued.mayHaveArrived ||= mayHaveArrived;
    if (queued.attempts < maxAttempts || queued.claim !== undefined) again.push(queued);
    else queue.giveUp(queued, "http_404");
  }
  const pauseMs = backoff.failed(retryAfterMs);
  if (again.length > 0) onRetry(again, cause, pauseMs);
  queue.putBack(again);
}

function refuse(batch: Batch, { reason, isDivisible }: AnswerOf<"refused">, parts: AnswerParts): void {
  if (parts.batches.divide(batch, { isDivisible, isTooLarge: reason === "http_413" })) return;
  const isAboutOne = isDivisible && batch.length === 1;
  const lost = isAboutOne ? batch : withoutDurable(batch, reason, parts);
  for (const queued of lost) parts.queue.giveUp(queued, reason);
}

/** Durable messages outlast a server that refuses everything, such as one with another key: they wait. Gives the others. */
function withoutDurable(batch: Batch, reason: string, { queue, timing, onKept }: AnswerParts): Batch {
  const kept = batch.filter(({ claim }) => claim !== undefined);
  if (kept.length === 0) return batch;
  onKept?.(reason);
  for (const queued of kept) {
    queue.putBack([queued], timing.now() + pauseAfter(queued.attempts, undefined, timing));
  }
  return batch.filter(({ claim }) => claim === undefined);
}
