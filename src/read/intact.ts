import type { IncludedFile, PlanFile } from "../format/plan-format.ts";

/**
 * What may be left of a value once its broken parts are taken out: any key may be `undefined`. Reading goes on with
 * it, so that one run tells all faults.
 */
export type Intact<T> = unknown extends T
  ? unknown
  : T extends readonly (infer Item)[]
    ? readonly Item[]
    : T extends object
      ? { readonly [Key in keyof T]?: Intact<T[Key]> | undefined }
      : T;

/** A plan as far as it has the right shape: that of its file, with what the included ones add. */
export type IntactPlan = Intact<PlanFile>;

/** One file of it. */
export type IntactFile = Intact<PlanFile & IncludedFile>;

/** One event of it. */
export type IntactEvent = NonNullable<NonNullable<IntactPlan["events"]>[string]>;

/** The named things of a record, in the file's order. */
export function entriesOf<T>(
  record: { readonly [name: string]: T | undefined } | undefined,
): readonly (readonly [name: string, value: T | undefined])[] {
  return Object.entries(record ?? {});
}

/** The names of a record, the broken ones included: what they name exists. */
export function namesOf(record: object | undefined): readonly string[] {
  return Object.keys(record ?? {});
}

/** What a name stands for in a record. Never something that every object has, such as `constructor`. */
export function lookUp<T>(
  record: { readonly [name: string]: T | undefined } | undefined,
  name: string,
): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
