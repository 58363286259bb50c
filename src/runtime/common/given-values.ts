import type { Reporter } from "../report/reporter.ts";
import { lacksStorage, valuesAround } from "./request-values.ts";

/** Where a tracker finds values that callers need not pass. */
export interface ValueSources {
  readonly planName: string;
  /** The option `common`. */
  readonly common: (() => unknown) | undefined;
  readonly reporter: Reporter;
}

/** Collects the values that were given for all events, and counts what was given and cannot be used. */
export class GivenValues {
  readonly #sources: ValueSources;
  #failed = 0;
  #isAsking = false;

  constructor(sources: ValueSources) {
    this.#sources = sources;
  }

  /** How many times values could not be used. */
  get failed(): number {
    return this.#failed;
  }

  /**
   * The values for an event: those of the option, then those around the call, then those of the tracker; later ones go before
   * earlier ones. Never throws.
   *
   * @param own - what `with` of the tracker was given, the outermost first
   * @returns nothing when nothing was given
   */
  collect(own: readonly unknown[]): object | undefined {
    const { planName, reporter } = this.#sources;
    if (lacksStorage()) {
      const line = `This host has no AsyncLocalStorage, so withCommon() of ${planName} has no effect. Use tracker.with() instead.`;
      reporter.sayOnce("settings", "withCommon", line);
    }
    const asked = this.#ask();
    const around = valuesAround(planName);
    if (asked.length + around.length + own.length === 0) return undefined;
    const layers = [...asked, ...around, ...own];
    const merged = new Map<string, unknown>();
    for (const layer of layers) {
      try {
        for (const [name, value] of Object.entries(readLayer(layer))) {
          if (value !== undefined) merged.set(name, value);
        }
      } catch (error) {
        this.#fail(error instanceof UnfitLayer ? error.message : "cannot be read");
      }
    }
    return Object.fromEntries(merged);
  }

  /** What the option gives. It gives nothing to events that are tracked inside of it. */
  #ask(): readonly unknown[] {
    const { common } = this.#sources;
    if (common === undefined || this.#isAsking) return NOTHING;
    this.#isAsking = true;
    try {
      return [common()];
    } catch {
      this.#fail("threw an error");
      return NOTHING;
    } finally {
      this.#isAsking = false;
    }
  }

  #fail(why: string): void {
    this.#failed += 1;
    const line = `The common values of ${this.#sources.planName} are left out: what gives them ${why}. ${MORE}`;
    this.#sources.reporter.sayOnce("callbacks", `common ${why}`, line);
  }
}

const NOTHING: readonly unknown[] = [];

const MORE = "Repeats are counted, not logged.";

/** Values that cannot be used, and why: the end of a sentence. */
class UnfitLayer extends Error {}

function readLayer(values: unknown): object {
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new UnfitLayer("is not an object");
  }
  if (typeof (values as PromiseLike<unknown>).then === "function") {
    // A promise whose rejection nobody handles would end the process.
    void Promise.resolve(values).catch(() => {});
    throw new UnfitLayer("is a promise");
  }
  return values;
}
