import picocolors from "picocolors";

/** Paints a text for a terminal, or leaves it as it is. */
export type Paint = (text: string) => string;

/** How things look at a terminal. */
export interface Styles {
  readonly error: Paint;
  readonly warning: Paint;
  readonly note: Paint;
  readonly good: Paint;
  readonly hint: Paint;
  /** What is not there any more, and what is there instead. */
  readonly removed: Paint;
  readonly added: Paint;
  /** What the eye looks for first: places and headings. */
  readonly strong: Paint;
  /** What frames a line of source, and may as well be overlooked. */
  readonly frame: Paint;
}

const AS_IT_IS: Paint = (text) => text;

const PLAIN: Styles = {
  error: AS_IT_IS,
  warning: AS_IT_IS,
  note: AS_IT_IS,
  good: AS_IT_IS,
  hint: AS_IT_IS,
  removed: AS_IT_IS,
  added: AS_IT_IS,
  strong: AS_IT_IS,
  frame: AS_IT_IS,
};

const { red, yellow, green, cyan, bold, dim } = picocolors.createColors(true);

/**
 * What can be read on light and on dark, in the palettes that terminals come with. Blue is close to black in four of them, and
 * what is dim is close to the ground in others: that is for frames only. An error is bold, which terminals with a dark red show
 * brighter. No colour says what words do not say, and no sentence is coloured.
 */
const COLORED: Styles = {
  error: (text) => bold(red(text)),
  warning: yellow,
  note: cyan,
  good: green,
  hint: cyan,
  removed: red,
  added: green,
  strong: bold,
  frame: dim,
};

/** @param color - whether the terminal shows colours */
export function stylesFor(color: boolean): Styles {
  return color ? COLORED : PLAIN;
}
