import type { Output, Plan } from "../plan/plan.ts";

/** A pure function from a plan to files: no disk, clock, version or environment. */
export interface Emitter {
  /** What it generates, for people, such as `validators`. */
  readonly name: string;
  /** The side whose code it makes, if it is that of one. */
  readonly side?: Side;
  readonly emit: (plan: Plan) => readonly OutputFile[];
}

export type Side = NonNullable<Output["only"]>;

/** Whether code is generated for a side. */
export function isFor({ only }: Output, side: Side): boolean {
  return only === undefined || only === side;
}

/** A folder that files are made for: the plan's `output.dir`, or `output.browser` and `output.native` where it names them. */
export type OutputFolder = "dir" | "browser" | "native";

/** What an emitter makes: a path below one of the output folders, with `/`, and the text without the header. */
export interface OutputFile {
  readonly path: string;
  /** Where the path begins; the plan's output folder when absent. */
  readonly folder?: OutputFolder;
  /** LF line ends and one final line end. */
  readonly body: string;
}

/** A file as it is written to disk: the body under its header. */
export interface SealedFile {
  /** Below its folder, with `/`. */
  readonly path: string;
  readonly folder: OutputFolder;
  readonly text: string;
}

/**
 * Memoizes a function per object, so that a plan that is read again only regenerates what changed. Plans are frozen, so the
 * results are the same as without it.
 *
 * @param make - a pure function of the object and of the values that `dependsOn` returns
 * @param dependsOn - the other values that the result depends on, compared by `Object.is`
 *
 * @example
 * const sectionOf = memoize(
 *   (event: PlanEvent, groups: readonly Group[]) => writeSection(event, groups),
 *   (groups) => [groups],
 * );
 */
export function memoize<Thing extends object, Made>(make: (thing: Thing) => Made): (thing: Thing) => Made;
export function memoize<Thing extends object, Context, Made>(
  make: (thing: Thing, context: Context) => Made,
  dependsOn: (context: Context) => readonly unknown[],
): (thing: Thing, context: Context) => Made;
export function memoize<Thing extends object, Context, Made>(
  make: (thing: Thing, context?: Context) => Made,
  dependsOn: (context?: Context) => readonly unknown[] = () => [],
): (thing: Thing, context?: Context) => Made {
  const kept = new WeakMap<Thing, { readonly on: readonly unknown[]; readonly made: Made }>();
  return (thing, context) => {
    const on = dependsOn(context);
    const last = kept.get(thing);
    if (last !== undefined && on.every((value, index) => Object.is(value, last.on[index]))) return last.made;
    const made = make(thing, context);
    kept.set(thing, { on, made });
    return made;
  };
}
