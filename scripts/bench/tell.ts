/** Wide enough for the longest name that is told. */
const WIDTH = 70;

/** How a measure is shown, by its unit. Times are told in the unit that fits them. */
const UNITS = {
  ms: (value: number) =>
    value < 1 ? `${(value * 1000).toFixed(1)} µs` : `${value.toFixed(value < 100 ? 1 : 0)} ms`,
  bytes: (value: number) => `${value.toFixed(0)} bytes`,
} as const;

export type Unit = keyof typeof UNITS;

/**
 * Prints a comparison: how many times the other measure the first one is, and both.
 *
 * @param name - "what is measured: ours / other"
 */
export function tell(name: string, ours: number, other: number, unit: Unit = "ms"): void {
  const shown = UNITS[unit];
  console.log(
    `${name.padEnd(WIDTH)} ${(ours / other).toFixed(2).padStart(6)} ×   (${shown(ours)} / ${shown(other)})`,
  );
}
