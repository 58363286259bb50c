/** How many parts the people of a plan are in. Only one relay at a time sends the events of a part, so that each person's keep their order. */
export const LANES = 64;

/** The lane of a person: FNV-1a over UTF-16 code units. */
export function laneOf(distinctId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < distinctId.length; index += 1) {
    hash = Math.imul(hash ^ distinctId.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % LANES;
}
