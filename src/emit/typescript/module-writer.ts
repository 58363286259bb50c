import CodeBlockWriter from "code-block-writer";
import type { Output } from "../../plan/plan.ts";
import { compareByCodeUnit } from "../../text/canonical-json.ts";
import { nameList } from "./literals.ts";

/** Every name that generated code imports by itself: where it is from, and whether it is only a type. */
export const IMPORTS = {
  EventDefinition: { from: "tracking-plan/runtime", typeOnly: true },
  GroupDefinition: { from: "tracking-plan/runtime", typeOnly: true },
  JsonValue: { from: "tracking-plan/runtime", typeOnly: true },
  PlanContract: { from: "tracking-plan/runtime", typeOnly: true },
  TrackOptions: { from: "tracking-plan/runtime", typeOnly: true },
  httpUrl: { from: "tracking-plan/runtime", typeOnly: false },
  maxKeys: { from: "tracking-plan/runtime", typeOnly: false },
  text: { from: "tracking-plan/runtime", typeOnly: false },
  track: { from: "tracking-plan/runtime", typeOnly: false },
  ParsedUserId: { from: "./user-id", typeOnly: true },
  UserId: { from: "./user-id", typeOnly: true },
  eventUuid: { from: "./user-id", typeOnly: false },
  parseUserId: { from: "./user-id", typeOnly: false },
} as const satisfies Record<string, { readonly from: string; readonly typeOnly: boolean }>;

export type ImportName = keyof typeof IMPORTS;

/**
 * One TypeScript file in the making: what it says, and the imports that follow from what it used. An import that
 * nothing uses does not compile under `noUnusedLocals`, so nothing is imported by hand that is not always used.
 */
export class ModuleWriter {
  readonly body: CodeBlockWriter = new CodeBlockWriter({ newLine: "\n", indentNumberOfSpaces: 2 });
  readonly #ending: string;
  readonly #used = new Set<ImportName>();
  readonly #lines: string[] = [];

  /** @param imports - how relative imports end */
  constructor(imports: Output["imports"]) {
    this.#ending = imports === "none" ? "" : `.${imports}`;
  }

  /** Imports a name, unless it is imported already, and returns it. */
  use(name: ImportName): string {
    this.#used.add(name);
    return name;
  }

  /** Adds an import that the file always needs, or another line that stands among the imports. */
  addImportLine(line: (ending: string) => string): void {
    this.#lines.push(line(this.#ending));
  }

  /** The whole file: imports, a blank line, the body, one final line end. */
  text(): string {
    const sources = [...new Set([...this.#used].map((name) => IMPORTS[name].from))];
    const lines = [...this.#lines, ...sources.map((source) => this.#importLine(source))];
    const imports = lines.toSorted((a, b) => compareByCodeUnit(specifierOf(a), specifierOf(b)));
    return [...imports, "", this.body.toString().trim(), ""].join("\n").trimStart();
  }

  #importLine(source: string): string {
    const names = [...this.#used].filter((name) => IMPORTS[name].from === source).toSorted(compareByCodeUnit);
    const specifier = source.startsWith(".") ? `${source}${this.#ending}` : source;
    if (names.every((name) => IMPORTS[name].typeOnly)) {
      return `import type ${nameList(names)} from "${specifier}";`;
    }
    const marked = names.map((name) => (IMPORTS[name].typeOnly ? `type ${name}` : name));
    return `import ${nameList(marked)} from "${specifier}";`;
  }
}

/** What an import line is sorted by: packages first, then files. */
function specifierOf(line: string): string {
  const specifier = line.slice(line.indexOf('"'));
  return specifier.startsWith('".') ? `~${specifier}` : specifier;
}
