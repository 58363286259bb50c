/** How much a change asks for: `safe` nothing, `risky` a look, `breaking` a change elsewhere. */
export type Level = "breaking" | "risky" | "safe";

/** What a change does to somebody, in one sentence. */
type Effect = readonly [level: Level, sentence: string];

/**
 * Whom a change can touch. `code` calls the helpers, on the server or in the browser; `data` is what dashboards and
 * insights read; `id` is whoever shares the contract of ids, mostly a frontend with a copy of it.
 */
export const AUDIENCES = { code: "code", data: "data", id: "frontend" } as const;

export type Audience = keyof typeof AUDIENCES;

/** A row of the table. Who is not named is not touched. */
export interface KindEntry extends Partial<Readonly<Record<Audience, Effect>>> {
  /** What the thing does now, to go on with after its name: "is gone". */
  readonly phrase: string;
}

/** From the worst to the best. */
export const LEVELS = ["breaking", "risky", "safe"] as const satisfies readonly Level[];

/** The worst of some levels; `safe` when there is none. */
export function worstOf(levels: readonly Level[]): Level {
  return LEVELS.find((level) => levels.includes(level)) ?? "safe";
}
