/** A stretch of a text and what stands there instead, in UTF-16 code units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with edits that do not overlap; every other code unit stays. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The edit whose new text contains an offset of the edited text. */
export function editAt(offset: number, edits: readonly Edit[]): Edit | undefined {
  let shift = 0;
  for (const edit of inOrder(edits)) {
    const start = edit.start + shift;
    if (offset >= start && offset < start + edit.text.length) return edit;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return undefined;
}

/** Lines that edits change, for people. */
interface Hunk {
  /** The first of them in the old text, from 1. */
  readonly line: number;
  readonly found: readonly string[];
  readonly expected: readonly string[];
}

/** The changed lines of a text. Edits that share a line are one change. */
export function hunksOf(text: string, edits: readonly Edit[]): readonly Hunk[] {
  const groups: { start: number; end: number; edits: Edit[] }[] = [];
  for (const edit of inOrder(edits)) {
    const start = text.lastIndexOf("\n", edit.start - 1) + 1;
    const next = text.indexOf("\n", edit.end);
    const end = next === -1 ? text.length : next;
    const last = groups.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.edits.push(edit);
    } else groups.push({ start, end, edits: [edit] });
  }
  return groups.map(({ start, end, edits: own }) => {
    const before = text.slice(start, end);
    const moved = own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const found = linesOf(before);
    const expected = linesOf(applyEdits(before, moved));
    let common = 0;
    while (common < Math.min(found.length, expected.length) && found[common] === expected[common]) common++;
    let trailing = 0;
    while (
      trailing < Math.min(found.length, expected.length) - common &&
      found.at(-1 - trailing) === expected.at(-1 - trailing)
    ) {
      trailing++;
    }
    return {
      line: linesOf(text.slice(0, start)).length + common,
      found: found.slice(common, found.length - trailing),
      expected: expected.slice(common, expected.length - trailing),
    };
  });
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").map((line) => line.replace(/\r$/u, ""));
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
