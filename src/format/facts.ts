import type { IdFormatKind } from "../plan/ids/identity.ts";

/** The version of the format that this release reads. */
export const FORMAT_VERSION = 1;

/** Where generated files go when the plan does not say. */
export const OUTPUT_DEFAULTS = { dir: "./generated", imports: "js", browserImports: "none" } as const;

/** PostHog has at most this many group types in one project. */
export const MAX_GROUP_TYPES = 5;

/** Where an event is sent from, with what it means. */
export const SOURCE_MEANINGS = {
  server: "The backend sends it.",
  client: "The frontend sends it.",
  both: "Both send it, so that it arrives even if one side fails. Requires `owner_side`, and `idempotency`, so that it counts once.",
} as const;

/** What is accepted where the plan does not say otherwise. */
export const ADDITIONAL_DEFAULTS = { maxKeys: 20, maxLength: 200 } as const;

/** How the scheme of a URL is written. */
export const SCHEME_HINT = "Write it in lower case and without the colon, such as `https`.";

/** Longest id, in UTF-16 code units: PostHog cuts or refuses longer ones, and no contract accepts them. */
export const MAX_ID_LENGTH = 200;

/** The keys of a form that cannot stand beside a list of `forms`. */
export const FORM_KEYS = [
  "format",
  "prefix",
  "accept_unprefixed",
  "accept_emails",
  "accept_phones",
  "reused",
  "length",
  "alphabet",
  "pattern",
  "ignore_case",
  "pattern_unsafe",
] as const;

export type FormKey = (typeof FORM_KEYS)[number];

/** Keys that only some formats have. */
export const FORMAT_KEYS = {
  length: ["nanoid", "cuid2"],
  alphabet: ["nanoid"],
  pattern: ["pattern"],
  pattern_unsafe: ["pattern"],
  ignore_case: ["pattern"],
  reused: ["integer", "pattern"],
} as const satisfies Record<string, readonly IdFormatKind[]>;
