/** What a change requires: `safe` nothing, `risky` a look, `breaking` a change elsewhere. */
export type Level = "breaking" | "risky" | "safe";

/** How a change affects somebody, in one sentence. */
type Effect = readonly [level: Level, sentence: string];

/**
 * Who is affected by a change. `code` calls the helpers, on the server or in the browser; `data` is read by dashboards and
 * insights; `id` shares the user-ID contract, mostly a frontend with a copy of it.
 */
export const AUDIENCES = { code: "code", data: "data", id: "frontend" } as const;

export type Audience = keyof typeof AUDIENCES;

/** A row of the table. Audiences without an entry are not affected. */
export interface KindEntry extends Partial<Readonly<Record<Audience, Effect>>> {
  /** Follows the name of what changed: "is removed". */
  readonly phrase: string;
}

/** From the worst to the best. */
export const LEVELS = ["breaking", "risky", "safe"] as const satisfies readonly Level[];

/** The worst of some levels; `safe` without any. */
export function worstOf(levels: readonly Level[]): Level {
  return LEVELS.find((level) => levels.includes(level)) ?? "safe";
}
