/** What one thing was measured to cost, each time that it ran. */
export interface Figures {
  readonly ours: readonly number[];
  /** What stood beside it, in the same order: each run of it took turns with one of ours. */
  readonly beside?: readonly number[];
}

/** The middle of what was measured, and its spread: the first and the third quartile. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Sums up the ratios of the pairs, or the figures themselves where nothing stood beside them. */
export function summarize({ ours, beside }: Figures): Summary {
  return quartiles(beside === undefined ? ours : ours.map((value, index) => value / beside[index]!));
}

/** The median and both quartiles. */
export function quartiles(values: readonly number[]): Summary {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const [below = Number.NaN, above = below] = sorted.slice(Math.floor(place));
    return below + (above - below) * (place % 1);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/**
 * Measures two things in turn, so that whatever else the machine does hits both. Every other pair begins with the second.
 *
 */
export async function inTurn(
  pairs: number,
  ours: () => number | Promise<number>,
  beside: () => number | Promise<number>,
): Promise<Required<Figures>> {
  const figures: Record<keyof Figures, number[]> = { ours: [], beside: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) figures.ours.push(await ours());
    figures.beside.push(await beside());
    if (pair % 2 === 1) figures.ours.push(await ours());
  }
  return figures;
}
