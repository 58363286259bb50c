import { expectTypeOf, it } from "vitest";
import { defineFunction } from "../../../src/functions/define-function.ts";
import { formats } from "../../../src/functions/parameters.ts";

it("a function is given just what its table names", () => {
  defineFunction({
    name: "example",
    summary: "",
    parameters: {
      what: { kind: "choice", choices: ["event"], isRequired: true, description: "" },
      side: { kind: "choice", choices: ["left", "right"], isOptional: true, description: "" },
      name: { kind: "text", value: "NAME", isRequired: true, description: "" },
      note: { kind: "text", value: "NOTE", description: "" },
      format: formats("text", "sarif"),
      strict: { kind: "flag", description: "" },
      plan: { kind: "text", value: "FILE", default: "a.yaml", description: "" },
      allow: { kind: "list", value: "CHANGE=REASON", description: "" },
      limit: { kind: "count", value: "NUMBER", description: "" },
      sample: { kind: "object", value: "JSON", isRequired: true, description: "" },
    },
    tool: {
      title: "",
      description: "",
      // @ts-expect-error -- a tool takes parameters of the table alone.
      takes: ["name", "nmae"],
    },
    run: (args) => {
      expectTypeOf({ ...args }).toEqualTypeOf<{
        what: "event";
        side: "left" | "right" | undefined;
        name: string;
        note: string | undefined;
        format: "text" | "sarif";
        strict: boolean;
        plan: string;
        allow: readonly string[];
        limit: number | undefined;
        sample: Readonly<Record<string, unknown>>;
      }>();
      return Promise.resolve(0);
    },
  });
});
