import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { Loss } from "../../exchange/losses.ts";
import type { Cursor } from "./cursor.ts";

/** A loss without its place and without the name of the thing. */
type WithoutPlace<Part> = Part extends Loss ? Omit<Part, "at" | "of"> : never;

export type LossDetail = WithoutPlace<Loss>;

/** What happens while the files of another tool are read. */
export interface ImportLog {
  readonly faults: readonly Diagnostic[];
  /** Reports a loss. One that comes several times is reported once: where it is in the source. */
  lose(at: Cursor, of: string, detail: LossDetail): void;
  /** Reports with one loss, at the first of them, what the plan restricts in many things. */
  loseOfMany(at: Cursor, of: string, key: keyof typeof OF_MANY): void;
  /** Reports that a file cannot be understood. */
  fail(at: Cursor, code: DiagnosticCode, message: string, hint: string): void;
  /** Remembers where a thing of the draft comes from: its section and names. */
  remember(path: readonly string[], at: Cursor): void;
  losses(): readonly Loss[];
  /** Where a thing of the draft comes from, or the nearest around it. */
  placeOf(path: readonly string[]): Place | undefined;
}

const OF_MANY = {
  length: (count: number) => ({
    kind: "closed" as const,
    what: "length",
    from: `any, of ${count === 1 ? "1 string" : `${count} strings`} without a maximum,`,
    to: "1,000 characters",
  }),
  unplanned: (count: number) => ({
    kind: "closed" as const,
    what: "set of properties",
    from: `any, of ${count === 1 ? "1 event" : `${count} events`} with further properties,`,
    to: "those that the plan names",
  }),
};

export function createImportLog(): ImportLog {
  const losses = new Map<string, Loss>();
  const faults: Diagnostic[] = [];
  const origins = new Map<string, Cursor>();
  const many = new Map<keyof typeof OF_MANY, { at: Cursor; of: string; places: Set<string> }>();
  return {
    faults,
    lose(at, of, detail) {
      const key = `${at.id()} ${detail.kind} ${detail.what}`;
      if (!losses.has(key)) losses.set(key, placed(at, of, detail));
    },
    loseOfMany(at, of, key) {
      const known = many.get(key);
      if (known) known.places.add(at.id());
      else many.set(key, { at, of, places: new Set([at.id()]) });
    },
    fail(at, code, message, hint) {
      faults.push({ code, severity: "error", message, hint, place: at.place() });
    },
    remember(path, at) {
      const key = JSON.stringify(path);
      if (!origins.has(key)) origins.set(key, at);
    },
    losses: () => [
      ...losses.values(),
      ...[...many].map(([key, { at, of, places }]) => placed(at, of, OF_MANY[key](places.size))),
    ],
    placeOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const origin = origins.get(JSON.stringify(path.slice(0, length)));
        if (origin !== undefined) return origin.place();
      }
      return undefined;
    },
  };
}

function placed(at: Cursor, of: string, detail: LossDetail): Loss {
  return { ...detail, of, at: at.place() };
}
