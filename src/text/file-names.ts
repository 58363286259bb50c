/** Names that Windows keeps for devices. */
const DEVICES: readonly string[] = [
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 10 }, (_, digit) => [`com${digit}`, `lpt${digit}`]).flat(),
];

/** Maximum length of a file name without its extension, in characters. Many file systems allow 255 bytes in total. */
const MAX_LENGTH = 60;

/**
 * File names for texts of any kind: lower case ASCII letters, digits, `-` and `_`, each name once, none that a system reserves.
 *
 * @param fallback - for texts without a letter or digit
 * @param others - names that are taken
 * @example nameFiles(["Billing & Co", "billing-co", "支払い"], "page") // ["billing-co", "billing-co-2", "652f-6255-3044"]
 */
export function nameFiles(
  texts: readonly string[],
  fallback: string,
  others: Iterable<string> = [],
): readonly string[] {
  const taken = new Set([...DEVICES, ...others]);
  return texts.map((text) => {
    const name = fileNameOf(text) || fallback;
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name}-${number}`;
    taken.add(unique);
    return unique;
  });
}

function fileNameOf(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "") // é is e
    .toLowerCase()
    .replaceAll(/[^\p{ASCII}]/gu, (character) =>
      /[\p{L}\p{N}]/u.test(character) ? `-${character.codePointAt(0)!.toString(16)}-` : "-",
    )
    .replaceAll(/[^a-z0-9_]+/gu, "-")
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/gu, "");
}
