import type { Output } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import { CodeWriter } from "./code-writer.ts";
import { indent, nameList } from "./literals.ts";
import type { IdNames } from "../../plan/ids/id-names.ts";

/** Where a name is imported from, and whether it is only a type. */
export interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** Every name that generated code can import independently of the plan. */
export const IMPORTS = {
  AdditionalOptions: { from: "tracking-plan/runtime", typeOnly: true },
  CallerKeyedOptions: { from: "tracking-plan/runtime", typeOnly: true },
  EventDefinition: { from: "tracking-plan/runtime", typeOnly: true },
  GroupDefinition: { from: "tracking-plan/runtime", typeOnly: true },
  JsonValue: { from: "tracking-plan/runtime", typeOnly: true },
  KeyedOptions: { from: "tracking-plan/runtime", typeOnly: true },
  PlanContract: { from: "tracking-plan/runtime", typeOnly: true },
  TrackOptions: { from: "tracking-plan/runtime", typeOnly: true },
  addAdditional: { from: "tracking-plan/runtime", typeOnly: false },
  addComputed: { from: "tracking-plan/runtime", typeOnly: false },
  decimal: { from: "tracking-plan/runtime", typeOnly: false },
  email: { from: "tracking-plan/runtime", typeOnly: false },
  ip: { from: "tracking-plan/runtime", typeOnly: false },
  findMissing: { from: "tracking-plan/runtime", typeOnly: false },
  keep: { from: "tracking-plan/runtime", typeOnly: false },
  moment: { from: "tracking-plan/runtime", typeOnly: false },
  maxKeys: { from: "tracking-plan/runtime", typeOnly: false },
  requires: { from: "tracking-plan/runtime", typeOnly: false },
  text: { from: "tracking-plan/runtime", typeOnly: false },
  toIso: { from: "tracking-plan/runtime", typeOnly: false },
  track: { from: "tracking-plan/runtime", typeOnly: false },
  url: { from: "tracking-plan/runtime", typeOnly: false },
  eventUuid: { from: "./user-id", typeOnly: false },
  isUserId: { from: "./user-id", typeOnly: false },
  parseUserId: { from: "./user-id", typeOnly: false },
} as const satisfies Record<string, Import>;

type ImportName = keyof typeof IMPORTS;

/** Writes a part of a TypeScript file, and records its imports. */
export class PartWriter {
  readonly body = new CodeWriter();
  readonly used = new Map<string, Import>();
  readonly placed = new Set<string>();

  /** Imports a name into the file, and returns it. */
  use(name: ImportName): string {
    this.used.set(name, IMPORTS[name]);
    return name;
  }

  /** Places this package's declaration of a name into the file, and returns the name. */
  place(name: string): string {
    this.placed.add(name);
    return name;
  }

  /** Imports an export of `user-id.ts` for an id of the plan, and returns its name. */
  useOfId(names: IdNames, part: "type" | "parsed" | "parse" | "is"): string {
    this.used.set(names[part], { from: "./user-id", typeOnly: part === "type" || part === "parsed" });
    return names[part];
  }
}

/** Writes an exported function that returns whether its event was accepted. */
export function writeHelper(
  { body }: PartWriter,
  name: string,
  parameters: readonly string[],
  lines: readonly string[],
): void {
  body
    .writeLine(`export function ${name}(`)
    .writeLine(`${indent(parameters.join(",\n"))},`)
    .write("): boolean ")
    .block(() => {
      for (const line of lines) body.writeLine(line);
    })
    .blankLine();
}

/**
 * Writes a TypeScript file, with the imports that its parts use. An unused import does not compile under `noUnusedLocals`,
 * so only imports that are always used are added by hand.
 */
export class ModuleWriter extends PartWriter {
  /** What stands before the body. */
  readonly head = new CodeWriter();
  readonly #ending: string;
  readonly #lines: string[] = [];
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

  /** Adds an import that the file always needs, or another line among the imports. */
  addImportLine(line: (ending: string) => string): void {
    this.#lines.push(line(this.#ending));
  }

  /** The whole file: imports, a blank line, the head and the body, one final line end. */
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
    return [...imports, "", `${this.head}${this.body}`.trim(), ""].join("\n").trimStart();
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
