import { isMap, isScalar, isSeq } from "yaml";
import { parseYaml, textOfKey } from "./yaml.ts";

/** The key, as far out as a key can be. */
const KEY = /^include[ \t]*:/mu;

/** The first line below it that is neither further in nor an item, a comment or the end of a list. */
const NEXT_KEY = /[\r\n][^\s\-#\]]/u;

/**
 * The texts in the `include` of a file that is no YAML, or whose `include` is broken: reading follows them, so that a fault in
 * one file does not hide those in the others. Only these lines are read, whatever stands around them.
 *
 * @returns texts that the author may not have meant, of which nothing should be told
 * @example guessInclude('name: "shop\ninclude: [billing.yaml]\n') // ["billing.yaml"]
 */
export function guessInclude(text: string): readonly string[] {
  const start = text.search(KEY);
  if (start === -1) return [];
  const below = text.slice(start);
  const end = below.search(NEXT_KEY);
  const parsed = parseYaml(end === -1 ? below : below.slice(0, end + 1));
  const root = parsed.kind === "documents" ? parsed.documents[0]?.contents : undefined;
  const value = isMap(root) ? root.items.find(({ key }) => textOfKey(key) === "include")?.value : undefined;
  return (isSeq(value) ? value.items : [value]).flatMap((item) =>
    isScalar(item) && typeof item.value === "string" ? [item.value] : [],
  );
}
