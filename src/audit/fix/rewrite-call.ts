import type { ts } from "ts-morph";
import { namesOfId } from "../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../plan/names.ts";
import { allOf } from "../../text/words.ts";
import type { Call } from "../facts/facts.ts";
import { propertySourcesOf } from "../facts/given.ts";
import { mayBeUndefined } from "../facts/shapes.ts";
import { memberName } from "../facts/syntax.ts";
import { GENERATED } from "../facts/targets.ts";
import type { Code } from "../project/compiler.ts";
import type { Evidence } from "../verdicts/finding.ts";
import { type CallParts, clientParts, isNow, personProperties, serverParts } from "./call-parts.ts";
import type { FileStyle } from "./file-style.ts";
import { type HelperModule, type HelperModules, moduleFor, receiverOf } from "./helper-modules.ts";
import { eventOf, missingForKey, obstacleIn } from "./obstacles.ts";
import { flushBeside, isResultUnused } from "./use-of-result.ts";

/** A direct call of PostHog as a call of a helper. */
export interface Rewriting {
  readonly call: Call;
  readonly module: HelperModule;
  /** The exports of the module that it uses. */
  readonly names: readonly string[];
  /** @param localName - what an export is called in the file */
  readonly write: (localName: (name: string) => string) => string;
  /** The variable that the call no longer uses. */
  readonly freed?: string | undefined;
}

interface RewriteContext {
  readonly evidence: Evidence;
  readonly modules: HelperModules;
  readonly code: Code;
  readonly style: FileStyle;
}

/** Writes a call anew, or says in one sentence why not. */
export function rewriteCall(call: Call, at: ts.CallExpression, context: RewriteContext): Rewriting | string {
  const { evidence, modules, code } = context;
  const obstacle = obstacleIn(call, evidence);
  if (obstacle !== undefined) return obstacle;
  const module = moduleFor(call, at, modules, code);
  if (typeof module === "string") return module;
  const receiver = receiverOf(at, code);
  if (receiver === undefined) return "The method was taken out of its client.";
  if (at.questionDotToken !== undefined) return "The method itself may be missing.";
  if (!isResultUnused(at, code)) return "The call's result is used, and helpers give another one.";
  const isServer = call.side === "server";
  const action = call.action === "identify" ? "identify" : "capture";
  const parts = isServer ? serverParts(at, action, code) : clientParts(at, action, code);
  if (typeof parts === "string") return parts;
  if (isServer) {
    const flush = flushBeside(at, receiver, code);
    if (flush !== undefined)
      return `\`${flush}\` sends it before the function ends: call \`flush\` of the helpers there.`;
  }
  const helper =
    action === "identify" ? identification(parts, isServer, context) : capture(call, parts, context);
  if (typeof helper === "string") return helper;
  const client = isServer ? undefined : clientArgument(at, receiver, context);
  if (typeof client === "string") return client;
  const sender = isServer ? senderArgument(parts, helper.actor, code) : undefined;
  if (typeof sender === "string") return sender;

  const kept = [...(client ? [receiver] : []), ...keptParts(parts, helper.properties)];
  if (
    hasCommentBeside(at, [...kept, ...(call.event && !isServer ? [at.arguments[0] as ts.Expression] : [])])
  ) {
    return "It has a comment inside, which would be lost.";
  }
  const id = !isServer && action === "identify" ? parts.id?.getText() : undefined;
  const options = optionsText(parts, context.style);
  const properties = helper.properties
    ? dedented(helper.properties, at)
    : options !== undefined || helper.needsProperties
      ? "{}"
      : undefined;
  return {
    call,
    module,
    names: [helper.name, ...(sender?.parse ? [sender.parse] : [])],
    write: (localName) => {
      const who = sender && (sender.parse ? `${localName(sender.parse)}(${sender.text})` : sender.text);
      const args = [client?.text, who, id, properties, options].filter((part) => part !== undefined);
      return `${client?.guard ?? ""}${localName(helper.name)}(${args.join(", ")})`;
    },
    freed: isServer ? rootOf(receiver, code) : undefined,
  };
}

interface Helper {
  readonly name: string;
  readonly actor: string;
  readonly properties: ts.Expression | undefined;
  /** Whether it takes an empty object if there are no properties. */
  readonly needsProperties: boolean;
}

function capture(call: Call, parts: CallParts, { evidence, code }: RewriteContext): Helper | string {
  const event = eventOf(call, evidence);
  if (typeof event === "string") return event;
  const timestamp = parts.options.find(({ name }) => name === "timestamp")?.value;
  const time = timestamp === undefined ? "none" : isNow(timestamp, code) ? "now" : "record";
  const missing = missingForKey(event, call.properties?.properties ?? [], time);
  if (missing !== undefined) return missing;
  return {
    name: namesOfEvent(event).helper,
    actor: event.actor,
    properties: parts.properties,
    needsProperties: false,
  };
}

function identification(
  parts: CallParts,
  isServer: boolean,
  { evidence, code }: RewriteContext,
): Helper | string {
  if (parts.id === undefined) return "It names nobody.";
  const properties = isServer ? personProperties(parts.properties, code) : parts.properties;
  if (isServer && properties === undefined)
    return "It sets nothing, and `identifyUser` is for properties there.";
  if (properties !== undefined) {
    const given = propertySourcesOf({ kind: "expression", node: properties }, code);
    const untold = [...given.unknown, ...given.parameters.map(({ node }) => node.getText())];
    if (untold.length > 0) return `Some of the person's properties cannot be told: ${allOf(untold)}.`;
    const planned = new Set(evidence.plan.person.map(({ name }) => name));
    const others = given.properties.filter(({ name }) => !planned.has(name)).map(({ name }) => name);
    if (others.length > 0) return `The plan's \`person\` does not have ${allOf(others)}.`;
  }
  return { name: "identifyUser", actor: "user", properties, needsProperties: isServer };
}

/** The client as the helper's first argument, and the condition that `?.` was. */
function clientArgument(
  at: ts.CallExpression,
  receiver: ts.Expression,
  { code }: RewriteContext,
): { readonly text: string; readonly guard: string } | string {
  const { ts, checker } = code;
  const text = receiver.getText();
  const isOptional =
    ts.isPropertyAccessExpression(at.expression) && at.expression.questionDotToken !== undefined;
  const type = checker.getTypeAtLocation(receiver);
  const mayBeMissing =
    mayBeUndefined(type, code) ||
    (type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Null));
  if (!isOptional || !mayBeMissing) return { text, guard: "" };
  const statement = at.parent;
  const isAlone =
    ts.isExpressionStatement(statement) &&
    (ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent));
  return isAlone && rootOf(receiver, code) !== undefined
    ? { text, guard: `if (${text}) ` }
    : "The client may be missing there.";
}

/** The id as the helper's first argument: parsed, unless its type says that it was. */
function senderArgument(
  { id }: CallParts,
  actor: string,
  { checker }: Code,
): { readonly text: string; readonly parse?: string } | string {
  if (id === undefined) return "It has no id.";
  const names = namesOfId(actor, "id");
  const type = checker.getTypeAtLocation(id);
  const isParsed =
    type.aliasSymbol?.name === names.type &&
    (type.aliasSymbol.declarations ?? []).some((one) => one.getSourceFile().text.startsWith(GENERATED));
  return isParsed ? { text: id.getText() } : { text: id.getText(), parse: names.parse };
}

/** The variable at the beginning of `a.b.c`, or `this`. */
function rootOf(node: ts.Expression, code: Code): string | undefined {
  const { ts } = code;
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node))
    return rootOf(node.expression, code);
  const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return isMember && memberName(node, code) !== undefined ? rootOf(node.expression, code) : undefined;
}

function keptParts(
  { id, options }: CallParts,
  properties: ts.Expression | undefined,
): readonly ts.Expression[] {
  return [id, properties, ...options.map(({ value }) => value)].filter((part) => part !== undefined);
}

/** Whether a call has comments that are in none of the kept expressions. */
function hasCommentBeside(at: ts.CallExpression, kept: readonly ts.Expression[]): boolean {
  const { text } = at.getSourceFile();
  let rest = "";
  let from = at.getStart();
  for (const part of kept.toSorted((a, b) => a.pos - b.pos)) {
    rest += text.slice(from, part.getStart());
    from = Math.max(from, part.end);
  }
  rest += text.slice(from, at.end);
  return /\/\/|\/\*/u.test(rest.replaceAll(/"[^"\n]*"|'[^'\n]*'/gu, ""));
}

function optionsText({ options }: CallParts, { padding }: FileStyle): string | undefined {
  if (options.length === 0) return undefined;
  const members = options.map(({ name, value }) =>
    value.getText() === name ? name : `${name}: ${value.getText()}`,
  );
  return `{${padding}${members.join(", ")}${padding}}`;
}

/** The source of an expression, moved to the left by as much as it stood deeper than the call. Text in backticks is not moved. */
function dedented(node: ts.Expression, at: ts.Node): string {
  const source = node.getText();
  if (source.includes("`")) return source;
  const { text } = node.getSourceFile();
  const outer = indentAt(at.getStart(), text);
  const inner = indentAt(node.getStart(), text);
  if (inner === outer || !inner.startsWith(outer)) return source;
  return source.replaceAll(`\n${inner}`, `\n${outer}`);
}

function indentAt(offset: number, text: string): string {
  return /^[ \t]*/u.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";
}
