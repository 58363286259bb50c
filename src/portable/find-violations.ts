import { type FieldRule, type Fields, MAX_MAP_KEYS, ruleOf } from "./field-rule.ts";
import { isEmail, isIp, isUrl, isUuid } from "./formats.ts";
import { isDate } from "./timestamps.ts";
import type { PlainObject, PlainValue } from "./values.ts";
import { findNumberFault, findTextFault } from "./violations.ts";

/** A value that the plan refuses: where it is, and a code such as `missing` or `too_long`. Never the value itself. */
export interface Violation {
  readonly path: readonly PropertyKey[];
  readonly code: string;
}

/** The code of a property that the plan does not have. */
export const UNKNOWN = "unknown_property";

/**
 * What is wrong with properties: of those that the plan has in its order, then what it does not have. The zod schemas of
 * `validators.ts` say the same.
 *
 * @param properties - plain data, as `copyPlain` makes it
 */
export function findViolations(fields: Fields, properties: PlainObject): Violation[] {
  const found: Violation[] = [];
  checkMembers(properties, fields, undefined, [], found);
  return found;
}

type Path = readonly PropertyKey[];

function checkMembers(
  members: PlainObject,
  fields: Fields,
  each: FieldRule | undefined,
  path: Path,
  found: Violation[],
): void {
  let known = 0;
  for (const name of Object.keys(fields)) {
    const rule = fields[name] as FieldRule;
    if (rule.constant !== undefined) continue;
    if (Object.hasOwn(members, name)) {
      known += 1;
      checkValue(members[name] as PlainValue, rule, path, name, found);
    } else if (rule.optional === undefined && rule.default === undefined) {
      found.push({ path: [...path, name], code: "missing" });
    }
  }
  const names = Object.keys(members);
  if (names.length === known) return;
  for (const name of names) {
    const rule = ruleOf(fields, name);
    if (rule === undefined && each !== undefined) {
      checkValue(members[name] as PlainValue, each, path, name, found);
    } else if (rule === undefined || rule.constant !== undefined) {
      found.push({ path: [...path, name], code: UNKNOWN });
    }
  }
}

function checkValue(
  value: PlainValue,
  rule: FieldRule,
  path: Path,
  key: PropertyKey,
  found: Violation[],
): void {
  const code = findOuterFault(value, rule);
  if (code !== undefined) {
    found.push({ path: [...path, key], code });
  } else if (typeof value === "object" && value !== null) {
    checkParts(value, rule, [...path, key], found);
  }
}

function checkParts(
  value: PlainObject | PlainValue[],
  { each, fields, minItems = 0 }: FieldRule,
  path: Path,
  found: Violation[],
): void {
  if (Array.isArray(value)) {
    if (each !== undefined) value.forEach((item, index) => checkValue(item, each, path, index, found));
    if (value.length < minItems) found.push({ path, code: "too_few_items" });
  } else if (fields !== undefined) {
    checkMembers(value, fields, each, path, found);
  } else if (each !== undefined) {
    for (const key of Object.keys(value)) checkValue(value[key] as PlainValue, each, path, key, found);
  }
}

/** What is wrong with a value, but for what is inside of it. */
function findOuterFault(value: PlainValue, rule: FieldRule): string | undefined {
  if (value === null && rule.nullable) return undefined;
  if (rule.anyOf !== undefined) return findFaultOfAll(value, rule.anyOf);
  if (rule.oneOf !== undefined) {
    return rule.oneOf.some((allowed) => allowed === value) ? undefined : "not_allowed";
  }
  switch (rule.type) {
    case "number":
      return typeof value === "number" ? findNumberFault(value, rule) : WRONG;
    case "boolean":
      return typeof value === "boolean" ? undefined : WRONG;
    // What is too large is not looked into.
    case "array":
      if (!Array.isArray(value)) return WRONG;
      return value.length > (rule.maxItems ?? Infinity) ? "too_many_items" : undefined;
    case "map":
      if (!isObject(value)) return WRONG;
      return Object.keys(value).length > MAX_MAP_KEYS ? "too_many_keys" : undefined;
    case "object":
      return isObject(value) ? undefined : WRONG;
    case undefined:
      // A datetime is text by now, and everything else is JSON.
      return rule.as !== undefined && typeof value !== "string" ? WRONG : undefined;
    default:
      return typeof value === "string" ? findFormFault(value, rule) : WRONG;
  }
}

const WRONG = "wrong_type";

/** What is wrong with a value of any of some types: with the one that it is of, if there is one. */
function findFaultOfAll(value: PlainValue, rules: readonly FieldRule[]): string | undefined {
  const faults = rules.map((rule) => findOuterFault(value, rule));
  return faults.includes(undefined) ? undefined : (faults.find((fault) => fault !== WRONG) ?? WRONG);
}

function isObject(value: PlainValue): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function findFormFault(text: string, rule: FieldRule): string | undefined {
  const { isKey } = rule;
  switch (rule.type) {
    case "string":
      return findTextFault(text, rule) ?? (isKey === undefined || isKey(text) ? undefined : "not_a_key");
    case "uuid":
      // The form of keys is narrower.
      if (isKey !== undefined) return isKey(text) ? undefined : "not_a_key";
      return isUuid(text) ? undefined : "invalid_format";
    case "date":
      return isDate(text) ? undefined : "invalid_format";
    case "url":
      return isUrl(text, rule.schemes) ? undefined : "url";
    case "email":
      return isEmail(text) ? undefined : "email";
    case "ip":
      return isIp(text) ? undefined : "ip";
    default:
      return undefined;
  }
}
