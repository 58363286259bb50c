/** What one look at the project found. */
export interface Finding {
  /** What was looked at, in one or two words. */
  readonly check: string;
  /** `note`: nothing that could be told for sure, or that is no fault. Only an `error` fails the command. */
  readonly state: "ok" | "note" | "warning" | "error";
  /** One sentence. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint?: string | undefined;
}
