/** Whether a step of a path is a pattern: `*` stands for any characters, `?` for one, and nothing else for anything. */
export function isPattern(step: string): boolean {
  return /[*?]/u.test(step);
}

/**
 * Whether a name fits a pattern of one step. A leading dot is only matched by a dot, as in a shell.
 *
 * Our own, because a pattern comes with a pull request: libraries turn it into a regular expression, and `*a*a*a*a…` against
 * a long name then takes for ever. This takes at most the product of the two lengths.
 *
 * @example matchesName("*.yaml", "billing.yaml") // true
 */
export function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const [wanted, given] = [[...pattern], [...name]];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < given.length;) {
    if (wanted[at] === "*") {
      // Takes nothing at first; when what follows does not fit, one more character.
      star = at;
      at += 1;
      resume = index;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[index])) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === "*");
}
