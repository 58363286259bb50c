import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import { bare, nameOf } from "../facts/syntax.ts";

/** The expressions of a direct call; a reason why they cannot be told apart. */
export interface CallParts {
  readonly id?: ts.Expression | undefined;
  readonly properties?: ts.Expression | undefined;
  /** What the helpers take as options. */
  readonly options: readonly { readonly name: string; readonly value: ts.Expression }[];
}

/** The keys of what `capture` and `identify` of posthog-node take, as far as the helpers take them, too. */
const MESSAGE_KEYS = {
  capture: ["distinctId", "event", "properties", "timestamp", "groups"],
  identify: ["distinctId", "properties"],
} as const;

/** `client.capture({ distinctId, event, properties, timestamp, groups })` */
export function serverParts(
  { arguments: args }: ts.CallExpression,
  action: "capture" | "identify",
  code: Code,
): CallParts | string {
  const [message, ...others] = args;
  const members = message && others.length === 0 ? membersOf(message, MESSAGE_KEYS[action], code) : undefined;
  if (members === undefined) return "What it sends is not written in the call.";
  if (typeof members === "string") return members;
  const options = ["timestamp", "groups"].flatMap((name) => {
    const value = members.get(name);
    return value ? [{ name, value }] : [];
  });
  return { id: members.get("distinctId"), properties: members.get("properties"), options };
}

/** `posthog.capture(event, properties, { timestamp })`, `posthog.identify(id, properties)` */
export function clientParts(
  { arguments: args }: ts.CallExpression,
  action: "capture" | "identify",
  code: Code,
): CallParts | string {
  if (args.some(code.ts.isSpreadElement)) return "Its arguments are spread.";
  const [first, properties, third, ...others] = args;
  const given = properties && isUndefined(properties, code) ? undefined : properties;
  if (action === "identify") {
    return third === undefined
      ? { id: first, properties: given, options: [] }
      : "It sets properties once, which `identifyUser` does not do.";
  }
  const options = third === undefined ? new Map<string, never>() : membersOf(third, ["timestamp"], code);
  if (options === undefined || others.length > 0) return "Its options are not written in the call.";
  if (typeof options === "string") return options;
  return { properties: given, options: [...options].map(([name, value]) => ({ name, value })) };
}

/** `undefined`, as code writes it. */
function isUndefined(node: ts.Expression, { ts }: Code): boolean {
  return ts.isIdentifier(node) && node.text === "undefined";
}

/** The values of an object literal that has no other keys; a reason if it has others; `undefined` if it is not an object literal. */
function membersOf(
  node: ts.Expression,
  keys: readonly string[],
  code: Code,
): ReadonlyMap<string, ts.Expression> | string | undefined {
  const { ts } = code;
  const literal = bare(node, code);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  const members = new Map<string, ts.Expression>();
  for (const member of literal.properties) {
    const name = member.name && nameOf(member.name, code);
    if (name === undefined) return "What it sends is spread or computed.";
    if (!keys.includes(name)) return `The helpers have no option \`${name}\`.`;
    if (members.has(name)) return `It has \`${name}\` twice.`;
    if (ts.isShorthandPropertyAssignment(member)) members.set(name, member.name);
    else if (ts.isPropertyAssignment(member)) members.set(name, member.initializer);
    else return `\`${name}\` is a function.`;
  }
  return members;
}

/** The properties of `identify` on servers: those of `$set`, if it is written. */
export function personProperties(
  properties: ts.Expression | undefined,
  code: Code,
): ts.Expression | undefined {
  if (properties === undefined) return undefined;
  const members = membersOf(properties, ["$set"], code);
  const set = members instanceof Map ? (members.get("$set") as ts.Expression | undefined) : undefined;
  return set ?? properties;
}

/** The time of the call: not that of a record, which is the same in every repeat. */
export function isNow(node: ts.Expression, code: Code): boolean {
  const { ts } = code;
  const at = bare(node, code);
  if (ts.isNewExpression(at)) {
    const [first] = at.arguments ?? [];
    return at.expression.getText() === "Date" && (first === undefined || isNow(first, code));
  }
  return ts.isCallExpression(at) && at.expression.getText() === "Date.now";
}
