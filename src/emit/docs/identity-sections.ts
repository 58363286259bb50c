import GithubSlugger from "github-slugger";

export const IDENTITY_FILE = "identity.md";

/** The sections of the page on identity, in its order. A plan without actors or groups has none on these. */
export const IDENTITY_SECTIONS = {
  person: "A person's id",
  browser: "On the frontend",
  server: "On the backend",
  refused: "What is refused, and why",
  actors: "Senders that are not people",
  groups: "Keys of groups",
  once: "What counts once",
  both: "Events that both sides send",
} as const;

export type IdentitySection = keyof typeof IDENTITY_SECTIONS;

/** The id of a section: what GitHub makes of its heading. */
export function idOfIdentity(section: IdentitySection): string {
  return new GithubSlugger().slug(IDENTITY_SECTIONS[section]);
}
