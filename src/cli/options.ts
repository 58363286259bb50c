import { RENDERERS } from "../diagnostics/render/renderers.ts";

/** An option of the command line, as `--help` shows it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What the value is, in capitals. */
  readonly value?: string;
  readonly default?: string;
  readonly description: string;
}

/** The formats that `--format` takes. */
export const FORMATS = Object.keys(RENDERERS) as readonly (keyof typeof RENDERERS)[];

/** Every option. All commands take all of them. */
export const OPTIONS = {
  plan: {
    type: "string",
    value: "FILE",
    default: "tracking-plan.yaml",
    description: "The tracking plan.",
  },
  out: {
    type: "string",
    value: "DIR",
    description: "Where to write, instead of the plan's `output.dir`.",
  },
  format: {
    type: "string",
    value: "FORMAT",
    default: "text",
    description: `How to print the result: ${FORMATS.join(", ")}.`,
  },
  strict: { type: "boolean", description: "Warnings fail too." },
  help: { type: "boolean", short: "h", description: "Print this help." },
  version: { type: "boolean", description: "Print the version." },
} as const satisfies Record<string, Option>;
