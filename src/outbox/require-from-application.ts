/**
 * Requires an optional package from where the application runs: bundlers that do not find it would fail, and those that do may not take
 * all of it along. `undefined` where it is not installed.
 */
export function requireFromApplication(name: string): unknown {
  const { createRequire } = process.getBuiltinModule("node:module");
  for (const from of [process.argv[1] ?? "", `${process.cwd()}/index.js`]) {
    try {
      return createRequire(from)(name);
    } catch {
      // It may be found from the next one.
    }
  }
  return undefined;
}
