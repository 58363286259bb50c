import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { emitContract } from "../../src/emit/typescript/user-id-module.ts";
import type { IdForm, IdForms } from "../../src/plan/ids/identity.ts";
import type { PropertyType } from "../../src/plan/property.ts";
import type { JsonValue } from "../../src/text/json.ts";

/** What `README.md` in this folder says of `ids.json`. */
export interface IdVectors {
  readonly contracts: Readonly<Record<string, IdForms>>;
  readonly rows: readonly IdRow[];
}

export interface IdRow {
  readonly contract: string;
  readonly raw: JsonValue;
  readonly id?: string;
  readonly reason?: string;
}

/** What `README.md` in this folder says of `event-uuid.json`. */
export interface EventUuidVectors {
  readonly keyParts: readonly {
    readonly type: PropertyType;
    readonly value: JsonValue;
    readonly text: string;
  }[];
  readonly events: readonly {
    readonly what: string;
    readonly namespace: string;
    readonly event: string;
    readonly id: string;
    readonly key: readonly string[];
    readonly bytes: string;
    readonly uuid: string;
  }[];
}

/** As much of a generated `user-id.ts` as the table is about. */
export interface ContractModule {
  readonly parseUserId: (
    raw: unknown,
  ) => { readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: string };
  readonly userId: (raw: unknown) => string;
  readonly isUserId: (raw: unknown) => boolean;
  readonly UserIdError: new () => Error & { readonly reason: string };
  readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
}

export const NAMESPACE = "1f682303-944b-5e35-b794-e00fd84cb63c";

export function readIdVectors(): IdVectors {
  const read = readJson("ids.json") as {
    readonly contracts: Record<string, Omit<IdForm, "at">[]>;
    readonly rows: IdRow[];
  };
  const contracts = Object.entries(read.contracts).map(([name, forms]) => [
    name,
    forms.map((form) => Object.assign({ at: [] }, form)) as IdForm[] as unknown as IdForms,
  ]);
  return { contracts: Object.fromEntries(contracts) as Record<string, IdForms>, rows: read.rows };
}

export function readEventUuidVectors(): EventUuidVectors {
  return readJson("event-uuid.json") as EventUuidVectors;
}

/** The contract of some forms as a module of plain JavaScript, for Node and for browsers. */
export function contractCode(forms: IdForms, namespace = NAMESPACE): string {
  return toJavaScript(emitContract({ user: { forms }, actors: [], groupKeys: [], namespace }));
}

export function toJavaScript(typescript: string): string {
  return transformSync(typescript, { loader: "ts", target: "es2022", format: "esm" }).code;
}

/** Loads a module of plain JavaScript from its text. */
export async function loadModule<Module = ContractModule>(code: string): Promise<Module> {
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  return (await import(/* @vite-ignore */ url)) as Module;
}

/** The value that a row's `raw` stands for. */
export function valueOf(raw: JsonValue): unknown {
  const isCode = typeof raw === "object" && raw !== null && "js" in raw;
  // The code is in a file of ours, and says what JSON cannot.
  // oxlint-disable-next-line typescript/no-implied-eval
  return isCode ? (new Function(`return (${String(raw.js)});`)() as unknown) : raw;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}
