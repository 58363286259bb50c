import { type FieldRule, type Fields, ruleOf } from "../../portable/field-rule.ts";
import { findViolations, type Violation } from "../../portable/find-violations.ts";
import { encodeText, isTime } from "../../portable/fill-fields.ts";
import type { PlainObject, PlainValue } from "../../portable/values.ts";
import { dropInvalid } from "./violations.ts";

/** Values inside objects and arrays that one copy visits at most, so that a call stays short whatever it is given. */
const MAX_NESTED = 50_000;

/** Properties that one copy takes; no plan has so many. */
const MAX_PROPERTIES = 1000;

/** Objects and arrays inside one another. */
const MAX_DEPTH = 32;

/** Longest text of one copy, in UTF-16 units: PostHog accepts events below 1,000,000 bytes. */
const MAX_TEXT = 1_000_000;

/** A copy of properties, and what could not be copied. */
export interface PlainCopy {
  readonly properties: PlainObject;
  readonly violations: readonly Violation[];
  /** About as many characters as the copy has in JSON; real characters may need up to 6 bytes each. */
  readonly size: number;
}

/** A value that JSON cannot hold, where it is, and why. */
class Unfit extends Error {
  readonly code: string;
  readonly path: PropertyKey[] = [];

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

interface Progress {
  /** Never taken back: it measures work. What stands at the top is not counted, so a wide value costs no other one. */
  nested: number;
  text: number;
  readonly ancestors: object[];
}

/**
 * Copies properties to plain JSON, once, when the call is made: what the caller changes later changes nothing,
 * and nothing that is sent can run code or throw.
 *
 * - `null`, booleans, strings and finite numbers stay; a string is cut where its rule says so, a uuid becomes lower case, and half a
 *   surrogate pair becomes U+FFFD, because PostHog's JSON reader refuses the whole request for one.
 * - `undefined` is absent in an object, `null` in an array, and no properties at the top.
 * - A `Date` becomes ISO 8601 where a `datetime` is asked for. Another object with a `toJSON` method is what that returns.
 * - Arrays, plain objects and instances of classes are copied by their own enumerable properties.
 * - Everything else (NaN, a `Date` in another place, a bigint, a function, a symbol, a `Map`, a cycle, a getter that throws, the
 *   key `__proto__`, what is too deep or too large) leaves its top-level property out, with a violation.
 *
 * Never throws.
 */
export function copyPlain(input: unknown, fields: Fields | undefined): PlainCopy {
  const properties: PlainObject = {};
  const violations: Violation[] = [];
  if (input === undefined) return { properties, violations, size: 0 };
  const progress: Progress = { nested: 0, text: 0, ancestors: [input as object] };
  const { names, code } = listNames(input);
  if (code !== undefined) violations.push({ path: [], code });
  for (const name of names) {
    const textBefore = progress.text;
    try {
      const value = (input as Readonly<Record<string, unknown>>)[name];
      if (value === undefined) continue;
      setKey(properties, name, copyValue(value, ruleOf(fields, name), progress));
    } catch (error) {
      progress.ancestors.length = 1;
      progress.text = textBefore;
      const unfit = error instanceof Unfit ? error : new Unfit("unreadable");
      violations.push({ path: [name, ...unfit.path.toReversed()], code: unfit.code });
    }
  }
  return { properties, violations, size: progress.text + progress.nested * 4 };
}

/** The names of the properties, and what is wrong with the input as a whole. */
function listNames(input: unknown): { readonly names: readonly string[]; readonly code?: string } {
  try {
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      return { names: [], code: "wrong_type" };
    }
    const names = Object.keys(input);
    if (names.length <= MAX_PROPERTIES) return { names };
    return { names: names.slice(0, MAX_PROPERTIES), code: "too_many_properties" };
  } catch {
    return { names: [], code: "unreadable" };
  }
}

function copyValue(value: unknown, rule: FieldRule | undefined, progress: Progress): PlainValue {
  if (rule?.as !== undefined && value !== null) {
    const sent = rule.as(value);
    if (sent === undefined) throw new Unfit("datetime");
    return sent;
  }
  switch (typeof value) {
    case "string":
      return copyText(value, rule, progress);
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new Unfit("not_finite");
      return value;
    case "object":
      return value === null ? null : copyObject(value, rule, progress);
    default:
      throw new Unfit("not_json");
  }
}

function copyText(text: string, rule: FieldRule | undefined, progress: Progress): string {
  const sent = encodeText(text, rule ?? ANY);
  progress.text += sent.length;
  if (progress.text > MAX_TEXT) throw new Unfit("too_large");
  return sent;
}

/** Accepts everything. */
const ANY: FieldRule = {};

function copyObject(value: object, rule: FieldRule | undefined, progress: Progress): PlainValue {
  if (isTime(value)) throw new Unfit("wrong_type");
  const { toJSON } = value as { readonly toJSON?: unknown };
  const source: unknown = typeof toJSON === "function" ? toJSON.call(value, "") : value;
  if (typeof source !== "object" || source === null) return copyValue(source, rule, progress);
  if (progress.ancestors.includes(source)) throw new Unfit("cyclic");
  if (progress.ancestors.length >= MAX_DEPTH) throw new Unfit("too_deep");

  progress.ancestors.push(source);
  const copy = copyContainer(source, rule, progress);
  progress.ancestors.pop();
  return copy;
}

function copyContainer(source: object, rule: FieldRule | undefined, progress: Progress): PlainValue {
  if (Array.isArray(source)) {
    const items: PlainValue[] = [];
    // By index, because an array's own iterator can be replaced.
    for (let index = 0; index < source.length; index += 1) {
      const item: unknown = source[index] ?? null;
      items.push(at(index, progress, () => copyValue(item, rule?.each, progress)));
    }
    return items;
  }
  if (Object.prototype.toString.call(source) !== "[object Object]") throw new Unfit("not_json");
  const copy: PlainObject = {};
  for (const key of Object.keys(source)) {
    at(key, progress, () => {
      const value = (source as Readonly<Record<string, unknown>>)[key];
      if (value === undefined) return;
      const keyText = copyText(key, undefined, progress);
      setKey(copy, keyText, copyValue(value, ruleOf(rule?.fields, key) ?? rule?.each, progress));
    });
  }
  return copy;
}

/** Runs a step inside an object or array, and notes the place on what it throws. */
function at<T>(key: PropertyKey, progress: Progress, step: () => T): T {
  try {
    progress.nested += 1;
    if (progress.nested > MAX_NESTED) throw new Unfit("too_large");
    return step();
  } catch (error) {
    const unfit = error instanceof Unfit ? error : new Unfit("unreadable");
    unfit.path.push(key);
    throw unfit;
  }
}

function setKey(target: PlainObject, key: string, value: PlainValue): void {
  if (key === "__proto__") throw new Unfit("not_json");
  target[key] = value;
}

/** Properties that the plan accepts, and what it did not. */
export interface Prepared {
  /** A plain copy with the valid properties only. */
  readonly properties: PlainObject;
  /** Names of the top-level properties that were left out because they, or something in them, were invalid. */
  readonly invalid: ReadonlySet<string>;
  readonly violations: readonly Violation[];
  /** See `PlainCopy`. */
  readonly size: number;
}

function notAbout(others: readonly Violation[], violations: readonly Violation[]): readonly Violation[] {
  const names = new Set(others.map(({ path }) => path[0]));
  return violations.filter(({ path }) => !names.has(path[0]));
}

/** Copies properties, cuts what is to be cut, and removes what the plan refuses. Never throws. */
export function prepareProperties(fields: Fields, input: unknown): Prepared {
  const { properties, size, violations: uncopied } = copyPlain(input, fields);
  const found = findViolations(fields, properties);
  // What could not be copied is absent now, but it is not missing.
  const violations = uncopied.length === 0 ? found : [...uncopied, ...notAbout(uncopied, found)];
  const kept = dropInvalid(properties, violations);
  return { properties: kept.properties, invalid: kept.invalid, violations, size };
}
