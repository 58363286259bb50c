/** What an `include` of a package names. */
export interface PackagePath {
  /** Of the package: `@acme/plan`. */
  readonly name: string;
  /** Below the package: `plans/billing.yaml`. */
  readonly path: string;
}

const PREFIX = "package:";

/** Names that npm accepts, old ones with capital letters included. */
const PACKAGE_PATH = /^((?:@[a-z0-9~_-][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*)\/(.+)$/iu;

export function isPackagePath(include: string): boolean {
  return include.startsWith(PREFIX);
}

/**
 * Splits an `include` that names a file of a package; nothing if it is not of that form.
 *
 * @example parsePackagePath("package:@acme/plan/plans/all.yaml") // { name: "@acme/plan", path: "plans/all.yaml" }
 */
export function parsePackagePath(include: string): PackagePath | undefined {
  const [, name, path] = PACKAGE_PATH.exec(include.slice(PREFIX.length)) ?? [];
  return name === undefined || path === undefined ? undefined : { name, path };
}

/**
 * The file that a package exports under a path, by Node's rules: `exports` decides where there is one, with the conditions `node`,
 * `import` and `default`; else every file can be reached.
 *
 * @param exports - the value of `exports` in `package.json`, not checked
 * @returns a path below the package, not checked; nothing if the package does not export it
 *
 * @example findExport({ "./*.yaml": "./dist/*.yaml" }, "plan.yaml") // "dist/plan.yaml"
 */
export function findExport(exports: unknown, path: string): string | undefined {
  if (exports === undefined || exports === null) return path;
  if (!isMap(exports)) return undefined;
  const wanted = `./${path}`;
  const exact = Object.hasOwn(exports, wanted) && !wanted.includes("*");
  const key = exact ? wanted : bestPattern(Object.keys(exports), wanted);
  if (key === undefined) return undefined;
  const [start = "", end = ""] = key.split("*");
  const filling = wanted.slice(start.length, wanted.length - end.length);
  const target = findTarget(exports[key]);
  if (!target?.startsWith("./")) return undefined;
  return (exact ? target : target.replaceAll("*", () => filling)).slice("./".length);
}

/** The pattern with the longest text before its `*`; of those, the longest. */
function bestPattern(keys: readonly string[], wanted: string): string | undefined {
  const matching = keys.flatMap((key) => {
    const [start = "", end, ...more] = key.split("*");
    if (end === undefined || more.length > 0) return [];
    const fits = wanted.length >= key.length && wanted.startsWith(start) && wanted.endsWith(end);
    return fits && wanted !== start ? [{ key, start: start.length }] : [];
  });
  return matching.toSorted((a, b) => b.start - a.start || b.key.length - a.key.length)[0]?.key;
}

const CONDITIONS: ReadonlySet<string> = new Set(["node", "import", "default"]);

/** The first target that applies; `null` if that excludes the path. */
function findTarget(target: unknown, depth = 0): string | null | undefined {
  if (typeof target === "string" || target === null) return target;
  // Nothing that is real is as deep.
  if (typeof target !== "object" || depth > 10) return undefined;
  const choices = Array.isArray(target)
    ? (target as readonly unknown[])
    : Object.entries(target).flatMap(([name, value]) => (CONDITIONS.has(name) ? [value as unknown] : []));
  for (const choice of choices) {
    const found = findTarget(choice, depth + 1);
    if (typeof found === "string" || (found === null && !Array.isArray(target))) return found;
  }
  return undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
