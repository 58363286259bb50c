/** Numbers from 0 to 1, the same for each seed. */
export type Random = () => number;

/** A linear congruential generator: what is drawn here are moments and choices, not secrets. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function pick(random: Random, below: number): number {
  return Math.floor(random() * below);
}
