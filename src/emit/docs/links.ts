import GithubSlugger from "github-slugger";
import { code, link } from "../../text/markdown.ts";
import { type DocsLayout, type DocsPlace, hrefTo, INDEX_FILE, placeKey } from "./layout.ts";

/** Links from one page, as Markdown. Things without a page are named without a link. */
export interface Links {
  readonly toEvent: (name: string) => string;
  readonly toGroup: (name: string) => string;
  /** To the values of a shared enum; undefined if no page has them. */
  readonly toValues: (name: string) => string | undefined;
  /** To the properties that every event has. */
  readonly toCommon: (label: string) => string;
  /** To a section of the page on identity. */
  readonly toIdentity: (section: IdentitySection, label: string) => string;
  readonly idOfEvent: (name: string) => string;
  readonly idOfGroup: (name: string) => string;
  readonly idOfValues: (name: string) => string;
}

/** Those that are the same from every page of events: to the index and to the page on identity. */
export type IndexLinks = Pick<Links, "toGroup" | "toValues" | "toCommon" | "toIdentity">;

/** The links of the page in this file. */
export function linksFrom(file: string, { places }: Pick<DocsLayout, "places">): Links {
  const find = (kind: "event" | "group" | "values", name: string): DocsPlace | undefined =>
    places.get(placeKey(kind, name));
  const to = (place: DocsPlace | undefined, label: string): string =>
    place === undefined ? label : link(label, hrefTo(place, file));
  return {
    toEvent: (name) => to(find("event", name), code(name, "cell")),
    toGroup: (name) => to(find("group", name), code(name, "cell")),
    toValues: (name) => {
      const place = find("values", name);
      return place && to(place, code(name, "cell"));
    },
    toCommon: (label) => to({ file: INDEX_FILE, id: COMMON_ID }, label),
    toIdentity: (section, label) => to({ file: IDENTITY_FILE, id: idOfIdentity(section) }, label),
    idOfEvent: (name) => find("event", name)?.id ?? "",
    idOfGroup: (name) => find("group", name)?.id ?? "",
    idOfValues: (name) => find("values", name)?.id ?? "",
  };
}

/** The id of the section on common properties, on the index page. */
export const COMMON_ID = "common";

export const IDENTITY_FILE = "identity.md";

/** The sections of the page on identity, in its order. A plan without actors or groups has none on these. */
export const IDENTITY_SECTIONS = {
  person: "A person's id",
  browser: "In the browser",
  server: "On the server",
  refused: "Invalid ids",
  actors: "Senders that are not people",
  groups: "Group keys",
  once: "What counts once",
  both: "Events sent by both sides",
} as const;

export type IdentitySection = keyof typeof IDENTITY_SECTIONS;

/** The id of a section: what GitHub makes of its heading. */
export function idOfIdentity(section: IdentitySection): string {
  return new GithubSlugger().slug(IDENTITY_SECTIONS[section]);
}
