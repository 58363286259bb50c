/**
 * What a product does about analytics, apart from all else that it does. The same story is told with each side, and what
 * PostHog makes of it is compared.
 */

/** An account as the product's database holds it. */
export interface Account {
  /** The primary key, in the spelling in which the database gives it out. */
  readonly id: string;
  readonly email: string;
  readonly organizationId: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A piece of work that the backend did for a person. */
export interface Workflow {
  readonly id: string;
  readonly type: string;
  readonly durationSeconds: number;
  /** ISO 8601. */
  readonly completedAt: string;
}

/** What Stripe posts when a checkout is done; it posts the same again until it gets an answer that it likes. */
export interface Checkout {
  readonly sessionId: string;
  /** The id that the backend gave to Stripe: the account's. */
  readonly clientReferenceId: string;
  readonly organizationId: string;
  readonly amountUsd: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** The calls in the page's script. */
export interface Frontend {
  /** The visitor has made an account, and is now logged in. */
  readonly signedUp: (account: Account) => void;
  readonly loggedIn: (account: Account) => void;
  /** @param use The one use of it: the same when a click is sent twice. */
  readonly featureUsed: (feature: string, use: { readonly id: string; readonly at: string }) => void;
  readonly loggedOut: () => void;
}

/** The calls in the backend. */
export interface Backend {
  readonly userCreated: (account: Account) => void;
  readonly workflowCompleted: (account: Account, workflow: Workflow, headers: RequestHeaders) => void;
  readonly checkoutCompleted: (checkout: Checkout) => void;
  /** Resolves when all that was captured has been sent. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Headers of a request, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** One way to do it, on both sides. */
export interface Side {
  /** The heading of its column in the table. */
  readonly name: string;
  /** The page's script, which hands its `Frontend` to `startProduct()`. */
  readonly page: URL;
  /** @param host The PostHog endpoint to send to. */
  readonly startBackend: (host: string) => Backend;
}

/** The project key of the story. Any key will do at the endpoint. */
export const PROJECT_KEY = "phc_identity_story";
