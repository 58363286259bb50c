import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import type { Call } from "../facts/facts.ts";
import { memberName } from "../facts/syntax.ts";

/** A generated file that exports helpers. */
export interface HelperModule {
  /** Absolute, with `/`. */
  readonly path: string;
  /** How imports of it end. */
  readonly imports: "js" | "ts" | "none";
}

/** The generated files with helpers; absent where the plan makes none. */
export interface HelperModules {
  readonly server?: HelperModule | undefined;
  readonly browser?: HelperModule | undefined;
  readonly native?: HelperModule | undefined;
}

/** The generated file whose helpers a direct call is to use, or why it cannot use any. */
export function moduleFor(
  call: Call,
  at: ts.CallExpression,
  modules: HelperModules,
  code: Code,
): HelperModule | string {
  if (call.side === undefined) return "It cannot be told whether it runs on a server.";
  const kind = call.side === "server" ? "server" : clientOf(at, code);
  if (kind === "lite") return "There are no helpers for `posthog-js-lite`.";
  const missing = {
    server: "The plan generates no code for servers.",
    browser: "The plan generates no code for browsers.",
    native: "The plan generates no code for React Native: set `output.native`.",
  };
  return modules[kind] ?? missing[kind];
}

/** Which of the clients of pages and apps a call uses: by its type, or, without types, by the imports of its file. */
function clientOf(at: ts.CallExpression, { ts, checker }: Code): "browser" | "native" | "lite" {
  const object =
    ts.isPropertyAccessExpression(at.expression) || ts.isElementAccessExpression(at.expression)
      ? at.expression.expression
      : at.expression;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(object));
  const declared = type.symbol?.declarations?.map((one) => one.getSourceFile().fileName) ?? [];
  const evidence = declared.length > 0 ? declared.join("\n") : at.getSourceFile().text;
  if (evidence.includes("posthog-react-native")) return "native";
  return evidence.includes("posthog-js-lite") ? "lite" : "browser";
}

/** The client that a call is made on: `posthog` of `posthog.capture`. */
export function receiverOf(at: ts.CallExpression, { ts }: Code): ts.Expression | undefined {
  const { expression } = at;
  const isMember = ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression);
  return isMember && memberName(expression, { ts }) !== undefined ? expression.expression : undefined;
}
