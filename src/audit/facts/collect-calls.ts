import type { ts } from "ts-morph";
import type { AuditWrapper } from "../../plan/plan.ts";
import type { Code } from "../project/compiler.ts";
import {
  type Evaluated,
  evaluate,
  eventNameOf,
  givenOf,
  ownerOf,
  personIdOf,
  substitute,
} from "./evaluated.ts";
import { branchesOf } from "./branches.ts";
import { enclosingName } from "./enclosing-name.ts";
import type { Call, Via } from "./facts.ts";
import { contextLinks, type Link, memberLinks, signaturesOf } from "./links.ts";
import type { MethodShape, Slot } from "./sdks.ts";
import { argumentAt, invocationOf, scopeOf, spanOf } from "./syntax.ts";
import { functionsOf } from "./functions.ts";
import { propertySourcesOf } from "./given.ts";
import { fixedText, patternOf, textsOf } from "./names.ts";
import { isNameOfTarget, type Target, targetOf } from "./targets.ts";

export interface Collected {
  readonly calls: readonly Call[];
  /** Words by which other files may name functions whose parameters become an event's name or an id. */
  readonly wrappers: ReadonlySet<string>;
}

/** A function whose parameters become the parts of a call. */
interface Wrapper {
  readonly owner: ts.SignatureDeclaration;
  readonly forwards: "name" | "id";
  /** The call inside of it, and the target in which it ends. */
  readonly call: ts.CallExpression;
  readonly inner: Evaluated;
  readonly target: Reached;
  /** The wrapper that the call inside of it calls. */
  readonly through: string | undefined;
}

interface Reached {
  readonly target: Target;
  /** The direct call of the SDK or of the helper. */
  readonly span: ReturnType<typeof spanOf>;
  readonly groupTypes: readonly string[];
}

/** Wrappers of wrappers end here: names of events are followed farther than ids, which come from everywhere. */
const MAX_LEVELS = { name: 8, id: 3 } as const;

/** Names of functions that end a session. */
const LOGOUT = /^(?:handle_?|on_?|do_?)?(?:log|sign)_?(?:out|off)$/iu;

/** Finds every call that sends something to PostHog, directly, through helpers or through functions of the project. */
export function collectCalls(
  files: readonly ts.SourceFile[],
  code: Code,
  named: readonly AuditWrapper[] = [],
): Collected {
  const { ts } = code;
  const calls: Call[] = [];
  const wrappers: Wrapper[] = [];
  const called = new Map<ts.Node, ts.CallExpression[]>();
  const links = new Map<ts.Node, Set<ts.SignatureDeclaration>>();
  const told = new Map<ts.Node, Set<string>>();
  const idle = new Map<string, ts.CallExpression[]>();
  const byName = new Map(named.map((wrapper) => [wrapper.name, wrapper]));

  for (const file of files) visit(file);
  // Wrappers grow while they are followed.
  for (const { wrapper, level } of followed()) follow(wrapper, level);
  const names = wrappers.flatMap(({ owner }) => [nameOfFunction(owner, code), defaultExportOf(owner, code)]);
  return { calls: inOrder(calls), wrappers: new Set(names.filter((name) => name !== undefined)) };

  function* followed(): Generator<{ readonly wrapper: Wrapper; readonly level: number }> {
    const levels = new Map<Wrapper, number>();
    for (let index = 0; index < wrappers.length; index++) {
      const wrapper = wrappers[index] as Wrapper;
      const level = levels.get(wrapper) ?? 0;
      const before = wrappers.length;
      yield { wrapper, level };
      for (const added of wrappers.slice(before)) levels.set(added, level + 1);
    }
  }

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) inspect(node);
    else if (ts.isObjectLiteralExpression(node)) link(memberLinks(node, code));
    else if (ts.isJsxAttribute(node)) link(contextLinks(node, code));
    ts.forEachChild(node, visit);
  }

  function link(pairs: readonly Link[]): void {
    for (const [given, member] of pairs) links.set(given, (links.get(given) ?? new Set()).add(member));
  }

  function inspect(call: ts.CallExpression): void {
    const name = nameOfCallee(call, code);
    const wrapper = name === undefined ? undefined : byName.get(name);
    const isIdle = name !== undefined && !isNameOfTarget(name) && call.arguments.every(isNoText);
    if (isIdle) idle.set(name, [...(idle.get(name) ?? []), call]);
    else if (reach(call)) return;
    if (wrapper !== undefined) addNamed(call, wrapper);
    if (name !== undefined && LOGOUT.test(name)) addLogout(call);
  }

  /** Functions and lists: neither an event nor a person. To ask for the types of all such calls would take most of the time. */
  function isNoText(node: ts.Expression): boolean {
    return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isArrayLiteralExpression(node);
  }

  /** Finds out what a call calls. Gives whether it is PostHog's or a helper. */
  function reach(call: ts.CallExpression): boolean {
    const { callee, args } = invocationOf(call, code);
    const declarations = functionsOf(callee, code);
    const target = targetOf(call, declarations, code);
    if (target !== undefined) {
      const inner = evaluate(args, target.method, code);
      const groupTypes = groupTypesOf(args, target.method, code);
      add(call, inner, { target, span: spanOf(call), groupTypes }, undefined);
      return true;
    }
    for (const declaration of declarations) {
      const others = called.get(declaration);
      if (others) others.push(call);
      else called.set(declaration, [call]);
    }
    return false;
  }

  /** Reports a call, or, where its parts are parameters of a function around it, has the callers of that function followed. */
  function add(
    call: ts.CallExpression,
    inner: Evaluated,
    target: Reached,
    through: string | undefined,
  ): void {
    const owner = ownerOf(inner, call);
    if (owner !== undefined) {
      const isKnown = wrappers.some((other) => other.owner === owner.owner && other.call === call);
      if (!isKnown) wrappers.push({ ...owner, call, inner, target, through });
    }
    if (owner?.forwards !== "name") report(call, inner, target, through);
  }

  function follow({ owner, forwards, call: inside, inner, target, through }: Wrapper, level: number): void {
    const name = nameOfFunction(owner, code) ?? "";
    // Defaults may say what it sends.
    for (const call of idle.get(name) ?? []) reach(call);
    idle.delete(name);
    const signatures = new Set(signaturesOf(owner, code));
    for (const signature of signatures)
      for (const linked of links.get(signature) ?? []) signatures.add(linked);
    // A call may be one of several overloads.
    const callers = new Set([...signatures].flatMap((signature) => called.get(signature) ?? []));
    // A function that calls itself hands its own parameter on.
    const outside = [...callers].filter(
      (caller) => ts.findAncestor(caller, (at) => at === owner) === undefined,
    );
    if (outside.length === 0 || level >= MAX_LEVELS[forwards]) {
      if (forwards === "name") report(inside, inner, target, through);
      return;
    }
    for (const caller of outside) {
      const { args, isPartial } = invocationOf(caller, code);
      const whole = substitute(inner, owner, args, code, isPartial);
      if (forwards === "name") add(caller, whole, target, name);
      // The event is reported where its name stands; here is only what this caller gives as the id.
      else if (whole.idsGiven.length > 0) add(caller, { ids: whole.idsGiven, id: whole.id }, target, name);
    }
  }

  function report(
    call: ts.CallExpression,
    inner: Evaluated,
    reached: Reached,
    through: string | undefined,
  ): void {
    const { target, span, groupTypes } = reached;
    // A wrapper may be reached on several ways, and one with several calls in it gets the same id for all of them.
    if (through !== undefined && isTold(call, inner, reached)) return;
    const direct = through === undefined;
    const via: Via = direct
      ? target.kind === "sdk"
        ? { kind: "sdk", method: target.name, sure: target.sure }
        : { kind: "helper", helper: target.name }
      : { kind: "wrapper", wrapper: through, sure: target.sure, target: span };
    const { timestamp, groups } = target.method;
    const at = (slot: typeof timestamp): ReturnType<typeof spanOf> | undefined => {
      const argument = direct && slot ? argumentAt(invocationOf(call, code).args, slot, code) : undefined;
      return argument && spanOf(argument.node);
    };
    calls.push({
      action: target.method.action,
      via,
      side: target.side,
      span: spanOf(call),
      callee: spanOf(call.expression),
      event: eventNameOf(inner, call),
      id: personIdOf(inner, call),
      properties: givenOf(inner, call, code),
      timestamp: at(timestamp),
      groups: at(groups),
      groupTypes,
      scope: scopeOf(call, code),
      branches: branchesOf(call, code),
      scopeName: enclosingName(call, code),
    });
  }

  /** Whether the same event or, for calls without an event, the same person is reported for the same call already. */
  function isTold(
    call: ts.CallExpression,
    { texts, ids = [] }: Evaluated,
    { target, span }: Reached,
  ): boolean {
    const sent = texts && [span.file, span.start, ...texts.map(patternOf)];
    const key = JSON.stringify([target.method.action, sent, ids.map(({ expression }) => expression.text)]);
    const known = told.get(call) ?? new Set();
    told.set(call, known);
    return known.size === known.add(key).size;
  }

  function addNamed(call: ts.CallExpression, { name, event, id, properties }: AuditWrapper): void {
    const method = {
      action: "capture",
      name: slotOf(event),
      ...(id !== undefined && { id: slotOf(id) }),
      ...(properties !== undefined && { properties: slotOf(properties) }),
    } as const;
    const target: Target = { kind: "sdk", name, method, side: undefined, sure: true };
    add(call, evaluate(call.arguments, method, code), { target, span: spanOf(call), groupTypes: [] }, name);
  }

  function addLogout(call: ts.CallExpression): void {
    calls.push({
      action: "logout",
      via: { kind: "sdk", method: "", sure: false },
      side: undefined,
      span: spanOf(call),
      callee: spanOf(call.expression),
      groupTypes: [],
      scope: scopeOf(call, code),
      branches: branchesOf(call, code),
    });
  }
}

/** The types of groups that a direct call names. */
function groupTypesOf(
  args: readonly ts.Expression[],
  { groups, groupType }: MethodShape,
  code: Code,
): readonly string[] {
  const type = groupType && argumentAt(args, groupType, code);
  const record = groups && argumentAt(args, groups, code);
  return [
    ...(type ? textsOf(type, code) : []).flatMap((text) => fixedText(text) ?? []),
    ...(record ? propertySourcesOf(record, code).properties : []).map(({ name }) => name),
  ];
}

function slotOf(index: number): Slot {
  return { index, path: [] };
}

function nameOfCallee(call: ts.CallExpression, { ts }: Code): string | undefined {
  const { expression } = call;
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

/** The name that a function is called by; of one that a function returns, the name of that function. */
function nameOfFunction(node: ts.SignatureDeclaration, { ts }: Code): string | undefined {
  for (let at: ts.Node = node; at && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isBinaryExpression(at)) return at.left.getText().split(".").at(-1);
    const isNamed =
      ts.isFunctionLike(at) ||
      ts.isVariableDeclaration(at) ||
      ts.isPropertyAssignment(at) ||
      ts.isPropertyDeclaration(at);
    const name = isNamed ? (at as ts.NamedDeclaration).name : undefined;
    if (name && ts.isIdentifier(name)) return name.text;
  }
  return undefined;
}

/** The module that a function is the default export of, as imports of it end: they may use any name. */
function defaultExportOf(node: ts.SignatureDeclaration, { ts, checker }: Code): string | undefined {
  const source = node.getSourceFile();
  const module = checker.getSymbolAtLocation(source);
  const exported = module?.exports?.get(ts.InternalSymbolName.Default);
  const target =
    exported && exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const isDefault = target?.declarations?.some(
    (one) => ts.findAncestor(node, (at) => at === one) !== undefined,
  );
  const [, folder, file] = /([^/]*)\/([^/]*?)(?:\.\w+)+$/u.exec(source.fileName) ?? [];
  return isDefault ? (file === "index" ? folder : file) : undefined;
}

function inOrder(calls: readonly Call[]): readonly Call[] {
  return calls.toSorted((a, b) =>
    a.span.file === b.span.file ? a.span.start - b.span.start : a.span.file < b.span.file ? -1 : 1,
  );
}
