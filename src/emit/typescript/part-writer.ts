import CodeBlockWriter from "code-block-writer";
import type { IdNames } from "../../plan/ids/id-names.ts";

/** Where a name is imported from, and whether it is only a type. */
export interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** Every name that generated code imports whatever the plan says. */
export const IMPORTS = {
  CallerKeyedOptions: { from: "tracking-plan/runtime", typeOnly: true },
  EventDefinition: { from: "tracking-plan/runtime", typeOnly: true },
  GroupDefinition: { from: "tracking-plan/runtime", typeOnly: true },
  JsonValue: { from: "tracking-plan/runtime", typeOnly: true },
  KeyedOptions: { from: "tracking-plan/runtime", typeOnly: true },
  PlanContract: { from: "tracking-plan/runtime", typeOnly: true },
  TrackOptions: { from: "tracking-plan/runtime", typeOnly: true },
  addComputed: { from: "tracking-plan/runtime", typeOnly: false },
  decimal: { from: "tracking-plan/runtime", typeOnly: false },
  httpUrl: { from: "tracking-plan/runtime", typeOnly: false },
  keep: { from: "tracking-plan/runtime", typeOnly: false },
  moment: { from: "tracking-plan/runtime", typeOnly: false },
  maxKeys: { from: "tracking-plan/runtime", typeOnly: false },
  text: { from: "tracking-plan/runtime", typeOnly: false },
  toIso: { from: "tracking-plan/runtime", typeOnly: false },
  track: { from: "tracking-plan/runtime", typeOnly: false },
  eventUuid: { from: "./user-id", typeOnly: false },
  isUserId: { from: "./user-id", typeOnly: false },
  parseUserId: { from: "./user-id", typeOnly: false },
} as const satisfies Record<string, Import>;

export type ImportName = keyof typeof IMPORTS;

/** A part of a TypeScript file in the making: what it says, and what it uses of other files. */
export class PartWriter {
  body: CodeBlockWriter = newBody();
  readonly used = new Map<string, Import>();
  readonly placed = new Set<string>();

  /** Has the file import a name, and returns it. */
  use(name: ImportName): string {
    this.used.set(name, IMPORTS[name]);
    return name;
  }

  /** Has the file hold code of ours that declares a name, and returns it. */
  place(name: string): string {
    this.placed.add(name);
    return name;
  }

  /** Has the file import what `user-id.ts` exports for an id of the plan, and returns its name. */
  useOfId(names: IdNames, part: "type" | "parsed" | "parse" | "is"): string {
    this.used.set(names[part], { from: "./user-id", typeOnly: part === "type" || part === "parsed" });
    return names[part];
  }
}

/** A part that is written, and can stand in any file. */
export interface WrittenPart {
  readonly text: string;
  readonly used: ReadonlyMap<string, Import>;
  readonly placed: ReadonlySet<string>;
}

/** Writes a part by itself. */
export function writePart(write: (part: PartWriter) => void): WrittenPart {
  const part = new PartWriter();
  write(part);
  return { text: part.body.toString(), used: part.used, placed: part.placed };
}

/** What code is written with: it knows the indentation. */
export function newBody(): CodeBlockWriter {
  return new CodeBlockWriter({ newLine: "\n", indentNumberOfSpaces: 2 });
}
