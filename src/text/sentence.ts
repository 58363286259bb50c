/**
 * A text with a full stop, so that another sentence can follow; as it is where it ends with punctuation already.
 *
 * @example asSentence("Renamed") // "Renamed."
 */
export function asSentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed === "" || /[.!?…:;]["')\]`]*$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
