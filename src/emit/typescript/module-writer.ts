import CodeBlockWriter from "code-block-writer";
import type { IdNames } from "../../plan/ids/id-names.ts";
import type { Output } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import { nameList } from "./literals.ts";

/** Where a name is imported from, and whether it is only a type. */
interface Import {
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
  httpUrl: { from: "tracking-plan/runtime", typeOnly: false },
  maxKeys: { from: "tracking-plan/runtime", typeOnly: false },
  text: { from: "tracking-plan/runtime", typeOnly: false },
  track: { from: "tracking-plan/runtime", typeOnly: false },
  eventUuid: { from: "./user-id", typeOnly: false },
  isUserId: { from: "./user-id", typeOnly: false },
  parseUserId: { from: "./user-id", typeOnly: false },
} as const satisfies Record<string, Import>;

export type ImportName = keyof typeof IMPORTS;

/**
 * One TypeScript file in the making: what it says, and the imports that follow from what it used. An import that
 * nothing uses does not compile under `noUnusedLocals`, so nothing is imported by hand that is not always used.
 */
export class ModuleWriter {
  readonly body: CodeBlockWriter = new CodeBlockWriter({ newLine: "\n", indentNumberOfSpaces: 2 });
  readonly #ending: string;
  readonly #used = new Map<string, Import>();
  readonly #lines: string[] = [];
  readonly #declared: ReadonlySet<ImportName>;

  /**
   * @param imports - how relative imports end
   * @param declared - names that the file declares itself, and so does not import
   */
  constructor(imports: Output["imports"], declared: readonly ImportName[] = []) {
    this.#ending = imports === "none" ? "" : `.${imports}`;
    this.#declared = new Set(declared);
  }

  /** Imports a name, unless it is imported already, and returns it. */
  use(name: ImportName): string {
    if (!this.#declared.has(name)) this.#used.set(name, IMPORTS[name]);
    return name;
  }

  /** Imports what `user-id.ts` exports for an id of the plan, unless it is imported already, and returns its name. */
  useOfId(names: IdNames, part: "type" | "parsed" | "parse" | "is"): string {
    this.#used.set(names[part], { from: "./user-id", typeOnly: part === "type" || part === "parsed" });
    return names[part];
  }

  /** Adds an import that the file always needs, or another line that stands among the imports. */
  addImportLine(line: (ending: string) => string): void {
    this.#lines.push(line(this.#ending));
  }

  /** The whole file: imports, a blank line, the body, one final line end. */
  text(): string {
    const sources = [...new Set([...this.#used.values()].map(({ from }) => from))];
    const lines = [...this.#lines, ...sources.map((source) => this.#importLine(source))];
    const imports = lines.toSorted((a, b) => byCodeUnit(specifierOf(a), specifierOf(b)));
    return [...imports, "", this.body.toString().trim(), ""].join("\n").trimStart();
  }

  #importLine(source: string): string {
    const used = [...this.#used]
      .filter(([, { from }]) => from === source)
      .toSorted(([a], [b]) => byCodeUnit(a, b));
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
