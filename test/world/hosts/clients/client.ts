/** A way to track events, as a program of a host uses it. */
export interface Client {
  track(): void;
  flush(): Promise<unknown>;
  shutdown(): Promise<unknown>;
}
