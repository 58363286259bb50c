import type { IncludedFile, PlanFile } from "../format/plan-format.ts";

/**
 * A value without its invalid parts: any key may be `undefined`. Reading continues with it, so that one run reports all
 * errors.
 */
export type DeepPartial<T> = unknown extends T
  ? unknown
  : T extends readonly (infer Item)[]
    ? readonly Item[]
    : T extends object
      ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> | undefined }
      : T;

/** The valid content of a plan: of its file and the included ones. */
export type PlanContent = DeepPartial<PlanFile>;

/** The valid content of one file. */
export type FileContent = DeepPartial<PlanFile & IncludedFile>;

/** The valid content of one event. */
export type EventContent = NonNullable<NonNullable<PlanContent["events"]>[string]>;

/** The entries of a record, in the file's order. */
export function entriesOf<T>(
  record: { readonly [name: string]: T | undefined } | undefined,
): readonly (readonly [name: string, value: T | undefined])[] {
  return Object.entries(record ?? {});
}

/** The names of a record, including those with invalid values. */
export function namesOf(record: object | undefined): readonly string[] {
  return Object.keys(record ?? {});
}

/** An entry of a record, never an inherited member such as `constructor`. */
export function lookUp<T>(
  record: { readonly [name: string]: T | undefined } | undefined,
  name: string,
): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
