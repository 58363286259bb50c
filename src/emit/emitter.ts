import type { Plan } from "../plan/plan.ts";

/** Makes files from a plan, and from nothing else: no disk, clock, version or environment. */
export interface Emitter {
  /** For people: what it makes, such as `validators`. */
  readonly name: string;
  readonly emit: (plan: Plan) => readonly OutputFile[];
}

/** A folder that files are made for: the plan's `output.dir`, or `output.browser` where it names one. */
export type OutputFolder = "dir" | "browser";

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
 * A function that keeps what it made of a thing for as long as the thing is there, and makes it anew only where what it depends on
 * beside the thing is other than it was. The result is the same as without it: what is read is frozen. Its use is a plan
 * that is read again and shares with the last one what did not change.
 *
 * @param make A function of the thing and of what `dependsOn` names, and of nothing else.
 * @param dependsOn What the result depends on beside the thing: compared by identity, or by value where it is text.
 *
 * @example
 * const sectionOf = rememberEach(
 *   (event: PlanEvent, groups: readonly Group[]) => writeSection(event, groups),
 *   (groups) => [groups],
 * );
 */
export function rememberEach<Thing extends object, Made>(
  make: (thing: Thing) => Made,
): (thing: Thing) => Made;
export function rememberEach<Thing extends object, Context, Made>(
  make: (thing: Thing, context: Context) => Made,
  dependsOn: (context: Context) => readonly unknown[],
): (thing: Thing, context: Context) => Made;
export function rememberEach<Thing extends object, Context, Made>(
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
