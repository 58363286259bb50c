/** A place in the code that sends an event, as `audit --record` found it. */
export interface SendingPlace {
  /** From the plan's folder, with `/`. */
  readonly file: string;
  /** The name of the function around the call, such as `OrderService.pay`; absent at the top of a file. */
  readonly scope?: string | undefined;
  /** The side it runs on, where it can be told. */
  readonly side?: "server" | "client" | undefined;
  /** What it calls: a generated helper, PostHog itself, or a function of the product that hands the event on. */
  readonly by: "helper" | "posthog" | { readonly wrapper: string };
}

/** The places that send each event, by the name of the event. */
export type SentFrom = ReadonlyMap<string, readonly SendingPlace[]>;
