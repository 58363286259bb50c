import { isScalar, isSeq } from "yaml";
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Spot } from "../report.ts";
import type { Lines, Range } from "./lines.ts";
import { type AliasTargets, findEntry, follow, rangeOf, type YamlNode } from "./yaml.ts";

/** What is needed to find places: the file's lines and, where it could be parsed, its YAML. */
export interface Located {
  readonly text: string;
  readonly lines: Lines;
  readonly root: YamlNode | null;
  readonly targets: AliasTargets;
}

/**
 * The place of something in the plan. What came by an alias or a merge key is where its anchor is; what is not
 * there has the place of the nearest thing around it.
 */
export function locate(source: Located, spot: Spot): Place {
  return source.lines.placeOf(spot.range ?? findRange(source, spot));
}

function findRange({ root, targets, text }: Located, { at, part, within }: Spot): Range {
  let node = follow(root, targets);
  let key: YamlNode | null = null;
  let missing = false;
  for (const step of at) {
    const child: { key: YamlNode | null; value: YamlNode | null } | undefined = childOf(node, step, targets);
    if (child === undefined) {
      missing = true;
      break;
    }
    key = child.key;
    node = follow(child.value, targets);
  }
  const single = isScalar(node) && node.range?.[0] !== node.range?.[1];
  if (node !== null && (part === "value" || (part === undefined && single && !missing))) {
    return within === undefined ? rangeOf(node) : rangeWithin(node, within, text);
  }
  if (key !== null) return rangeOf(key);
  return at.length === 0 || node === null ? [0, 1] : rangeOf(node);
}

function childOf(
  node: YamlNode | null,
  step: string | number,
  targets: AliasTargets,
): { key: YamlNode | null; value: YamlNode | null } | undefined {
  if (node === null) return undefined;
  if (isSeq(node)) {
    const item = node.items[Number(step)] as YamlNode | undefined;
    // An item has no key: what stands for it is itself.
    return item === undefined ? undefined : { key: follow(item, targets), value: item };
  }
  const entry = findEntry(node, String(step), targets);
  return entry && { key: entry.keyNode, value: entry.value };
}

/** Some characters of a scalar, when it is written in the file as it reads; else the whole scalar. */
function rangeWithin(node: YamlNode, [start, end]: Range, text: string): Range {
  const [from, to] = rangeOf(node);
  const value = isScalar(node) && typeof node.value === "string" ? node.value : "";
  const offset = value === "" ? -1 : text.slice(from, to).indexOf(value);
  return offset === -1 ? [from, to] : [from + offset + start, from + offset + Math.max(end, start + 1)];
}
