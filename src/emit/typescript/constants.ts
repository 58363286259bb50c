import { camelCase } from "../../plan/names.ts";
import type { ModuleWriter } from "./module-writer.ts";

/** Constants of a file: what several things of it have alike stands in it once. */
export class Constants {
  /** The name of each, by its code. */
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();

  /**
   * The name of a constant. No name that comes from a plan has an underscore in code, nor has one of ours.
   *
   * @param of - what of the plan it is made for
   * @example constants.nameOf("values", "tier", '["free", "pro"]') // "values_tier"
   */
  nameOf(kind: "computed" | "values", of: string, code: string): string {
    const known = this.#names.get(code);
    if (known !== undefined) return known;
    const first = `${kind}_${/^[a-z\d_]+$/iu.test(of) ? of : camelCase(of)}`;
    let name = first;
    for (let count = 2; this.#taken.has(name); count++) name = `${first}_${count}`;
    this.#names.set(code, name);
    this.#taken.add(name);
    return name;
  }

  /** Writes all that were named so far before what uses them. */
  write({ head }: ModuleWriter): void {
    for (const [code, name] of this.#names) {
      head.writeLine(`const ${name} = ${code} as const;`).blankLine();
    }
  }
}
