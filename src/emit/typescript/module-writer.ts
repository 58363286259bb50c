import type { Output } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import { nameList } from "./literals.ts";
import { type Import, type ImportName, newBody, PartWriter, type WrittenPart } from "./part-writer.ts";

/**
 * One TypeScript file in the making: what it says, and the imports that follow from what it used. An import that
 * nothing uses does not compile under `noUnusedLocals`, so nothing is imported by hand that is not always used.
 */
export class ModuleWriter extends PartWriter {
  readonly #ending: string;
  readonly #lines: string[] = [];
  readonly #written: string[] = [];
  readonly #declared: ReadonlySet<string>;

  /**
   * @param imports - how relative imports end
   * @param declared - names that the file declares itself, and so does not import
   */
  constructor(imports: Output["imports"], declared: readonly ImportName[] = []) {
    super();
    this.#ending = imports === "none" ? "" : `.${imports}`;
    this.#declared = new Set(declared);
  }

  /** Puts a part that is written already after what is there, with what it uses. */
  append({ text, used, placed }: WrittenPart): void {
    this.#written.push(this.body.toString(), text);
    this.body = newBody();
    for (const [name, origin] of used) this.used.set(name, origin);
    for (const name of placed) this.placed.add(name);
  }

  /** Adds an import that the file always needs, or another line that stands among the imports. */
  addImportLine(line: (ending: string) => string): void {
    this.#lines.push(line(this.#ending));
  }

  /** The whole file: imports, a blank line, the body, one final line end. */
  text(): string {
    const used = [...this.used].filter(([name]) => !this.#declared.has(name));
    const sources = [...new Set(used.map(([, { from }]) => from))];
    const lines = [
      ...this.#lines,
      ...sources.map((source) =>
        this.#importLine(
          source,
          used.filter(([, { from }]) => from === source),
        ),
      ),
    ];
    const imports = lines.toSorted((a, b) => byCodeUnit(specifierOf(a), specifierOf(b)));
    const body = [...this.#written, this.body.toString()].join("");
    return [...imports, "", body.trim(), ""].join("\n").trimStart();
  }

  #importLine(source: string, names: readonly (readonly [name: string, origin: Import])[]): string {
    const used = names.toSorted(([a], [b]) => byCodeUnit(a, b));
    const specifier = source.startsWith(".") ? `${source}${this.#ending}` : source;
    if (used.every(([, { typeOnly }]) => typeOnly)) {
      return `import type ${nameList(used.map(([name]) => name))} from "${specifier}";`;
    }
    const marked = used.map(([name, { typeOnly }]) => (typeOnly ? `type ${name}` : name));
    return `import ${nameList(marked)} from "${specifier}";`;
  }
}

/** What an import line is sorted by: packages first, then files. */
function specifierOf(line: string): string {
  const specifier = line.slice(line.indexOf('"'));
  return specifier.startsWith('".') ? `~${specifier}` : specifier;
}
