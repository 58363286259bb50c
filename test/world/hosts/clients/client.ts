/** A way to track events, as a program of a host uses it. */
export interface Client {
  track(): void;
  /** What the application does at the end of a request or a job. */
  flush(): Promise<unknown>;
  /** What the application does at its own end. */
  shutdown(): Promise<unknown>;
}
