/** The most characters of a value that is written again instead of named. */
const SHORT = 24;

/**
 * A module whose exports are data. What is in the data several times is in the module once: schemas repeat themselves a lot.
 * Readers must not change what they get, because equal parts are one.
 *
 * @param exported - by name, of what JSON can hold
 */
export function dataModule(exported: Readonly<Record<string, unknown>>): string {
  const counts = new Map<string, number>();
  Object.values(exported).forEach((value) => count(value, counts));
  // A part is longer than those inside it, so that they come first.
  const parts = [...counts.keys()]
    .filter((text) => text.length > SHORT && counts.get(text)! > 1)
    .toSorted((a, b) => a.length - b.length);
  const names = new Map(parts.map((text, index) => [text, `part${index}`]));
  const lines = parts.map((text) => `const ${names.get(text)} = ${writeInner(JSON.parse(text), names)};`);
  const exports = Object.entries(exported).map(
    ([name, value]) => `export const ${name} = ${write(value, names)};`,
  );
  return [...lines, ...exports].join("\n");
}

/** Counts the values in a value, by their JSON. What is inside one that was there before is not counted again. */
function count(value: unknown, counts: Map<string, number>): void {
  if (typeof value !== "object" || value === null) return;
  const text = JSON.stringify(value);
  const times = counts.get(text) ?? 0;
  counts.set(text, times + 1);
  if (times === 0) Object.values(value).forEach((inner) => count(inner, counts));
}

function write(value: unknown, names: ReadonlyMap<string, string>): string {
  return names.get(JSON.stringify(value)) ?? writeInner(value, names);
}

function writeInner(value: unknown, names: ReadonlyMap<string, string>): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, names)).join()}]`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  // In brackets, a key is never a prototype.
  return `{${entries.map(([key, inner]) => `[${JSON.stringify(key)}]: ${write(inner, names)}`).join()}}`;
}
