import type { PlanContract } from "../definition.ts";
import { builtinModule } from "../delivery/host-process.ts";
import type { TrackerOptions } from "../options.ts";
import { readOwn } from "./tracker-options.ts";

/** Replaces text by a hash of it that nobody can make without the key. */
export type HashText = (text: string) => string;

/** Length of such a hash: SHA-256 in hexadecimal digits. */
export const HASH_LENGTH = 64;

/** Shortest key, in characters: a shorter one could be guessed. RFC 2104 advises against keys shorter than the hash's 32 bytes. */
const MIN_KEY = 32;

/** How a tracker treats personal data. */
export interface PersonalData {
  /** Absent where personal data is sent. */
  readonly redaction?: Redaction;
  /** One sentence for each reason why something is not as the option says. The key is in none. */
  readonly problems: readonly string[];
}

/** Personal data is not sent. */
export interface Redaction {
  /** Absent where text is removed like everything else. */
  readonly hash?: HashText | undefined;
}

/**
 * What the option `personalData` comes to. Personal data is removed where it cannot be hashed: it never leaves as it is.
 */
export function resolvePersonalData(
  option: TrackerOptions["personalData"] = "send",
  { personalKeys = [] }: PlanContract,
  variables: Readonly<Record<string, string | undefined>>,
): PersonalData {
  if (option === "send") return { problems: [] };
  const { hash, problem } = option === "hash" ? openHash(readOwn(variables, "TRACKING_PLAN_HASH_KEY")) : {};
  const keys = personalKeys.join(", ");
  return {
    redaction: { hash },
    problems: [
      ...(problem === undefined ? [] : [`${problem} Personal data is removed instead of hashed.`]),
      ...(keys === ""
        ? []
        : [
            `Keys are personal data in the plan and cannot be removed: ${keys}. Calls with these keys are refused.`,
          ]),
    ],
  };
}

function openHash(variable: string | undefined): { readonly hash?: HashText; readonly problem?: string } {
  const key = variable?.trim() ?? "";
  if (key === "") return { problem: "TRACKING_PLAN_HASH_KEY is not set." };
  if (key.length < MIN_KEY)
    return { problem: `TRACKING_PLAN_HASH_KEY has fewer than ${MIN_KEY} characters.` };
  const crypto = builtinModule("node:crypto");
  if (crypto === undefined) return { problem: "This host has no node:crypto." };
  return { hash: (text) => crypto.createHmac("sha256", key).update(normalize(text), "utf8").digest("hex") };
}

/** The one spelling of text that people write in several ways. Case means nothing in emails, and only there. */
function normalize(text: string): string {
  const trimmed = text.normalize("NFC").trim();
  return /^[^\s@]+@[^\s@]+$/u.test(trimmed) ? trimmed.toLowerCase() : trimmed;
}
