/** The name of what stands for a request in which no event could be read. */
export const UNREAD_REQUEST = "(request)";

/** What PostHog's rules look at in one event. */
export interface CapturedEvent {
  readonly event: string;
  readonly distinctId: string;
  /** The client's, or one that was made up on receipt, as PostHog does. */
  readonly uuid: string;
  /** `$set` and `$set_once` among them, wherever the client put them. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The client's timestamp, as it was written. */
  readonly timestamp?: string;
  /** When the client says that it sent the request. */
  readonly sentAt?: string;
  /** When the request arrived, by the endpoint's clock. */
  readonly receivedAt: Date;
}
