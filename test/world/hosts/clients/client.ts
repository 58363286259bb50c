export interface ClientOptions {
  readonly apiKey: string;
  readonly host: string;
  /** Keeps a host awake until a promise settles. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** A way to track events, as a program of a host uses it. */
export interface Client {
  /** Before the first event, on hosts without environment variables. */
  configure(options: ClientOptions): void;
  track(): void;
  /** What the application does at the end of a request or a job. */
  flush(): Promise<unknown>;
  /** What the application does at its own end. */
  shutdown(): Promise<unknown>;
}
