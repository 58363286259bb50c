/**
 * How many values a slow property test tries: few enough for `npm test`, and more when they are asked for.
 *
 *     FC_RUNS=10 FC_SEED=random npm test
 */
export function runs(count: number): number {
  return Math.ceil(count * FACTOR);
}

const asked = process.env["FC_RUNS"]?.trim() ?? "";

const FACTOR = asked === "" ? 1 : Number(asked);
if (!(FACTOR > 0)) throw new RangeError(`FC_RUNS is a number above 0; got ${JSON.stringify(asked)}.`);
