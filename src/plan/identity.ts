import type { Pointer } from "./pointer.ts";

/** What the id of a person is in this product, the same on the frontend and the backend. */
export interface Identity {
  readonly userId: IdForm;
}

/** One shape of an id: an optional literal prefix and a format. */
export interface IdForm {
  readonly at: Pointer;
  readonly description?: string | undefined;
  readonly format: IdFormat;
  /** Literal text before every id, such as `user_`. Empty when there is none. */
  readonly prefix: string;
  /** Whether an id without the prefix is accepted and given it. Only with a prefix. */
  readonly acceptUnprefixed: boolean;
}

/** What follows the prefix. */
export type IdFormat =
  | { readonly kind: "uuid" }
  /** Compiled as `^(?:…)$` with the flag `u`. */
  | { readonly kind: "pattern"; readonly pattern: string };
