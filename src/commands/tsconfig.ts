import { dirname, join, resolve } from "node:path";
import { readJson } from "../edit/edit-json.ts";
import { isRecord } from "../text/json.ts";
import type { Files } from "./io.ts";
import { unlessMissing } from "./paths.ts";

/** The folders that the compiler is told of. */
interface Tsconfig {
  /** Absolute. */
  readonly rootDir?: string | undefined;
  /** The fixed parts of `include`, absolute. */
  readonly included?: readonly string[] | undefined;
}

/**
 * What the TypeScript of a package is compiled with.
 *
 * @param folder - of the package, absolute
 */
export async function readTsconfigs(folder: string, files: Files): Promise<Tsconfig> {
  return {
    ...(await readTsconfig(join(folder, "tsconfig.json"), files)),
    // What NestJS and others build with: it narrows the configuration that editors and tests use.
    ...(await readTsconfig(join(folder, "tsconfig.build.json"), files)),
  };
}

/** Longest chain of `extends`; a longer one is a cycle. */
const MAX_EXTENDS = 10;

/**
 * The folders of a tsconfig with those that it extends. Configurations of packages are left out: they name no folders.
 *
 * @param project - the folder of the first one, which `${configDir}` stands for
 */
async function readTsconfig(
  path: string,
  files: Files,
  { project = dirname(path), depth = 0 }: { readonly project?: string; readonly depth?: number } = {},
): Promise<Tsconfig> {
  const text = await unlessMissing(files.readFile(path, "utf8"));
  const config = text === undefined || depth > MAX_EXTENDS ? undefined : parse(text);
  if (config === undefined) return {};
  const { extends: bases, include, compilerOptions } = config;
  const place = (written: string): string =>
    resolve(
      dirname(path),
      written.replace(/^\$\{configDir\}/u, () => project),
    );
  const own = textsOf(bases).filter((base) => /^[./]/u.test(base));
  const inherited = await Promise.all(
    own.map((base) => {
      const file = resolve(dirname(path), base.endsWith(".json") ? base : `${base}.json`);
      return readTsconfig(file, files, { project, depth: depth + 1 });
    }),
  );
  const rootDir = isRecord(compilerOptions) ? compilerOptions["rootDir"] : undefined;
  return Object.assign({}, ...inherited, {
    ...(typeof rootDir === "string" && { rootDir: place(rootDir) }),
    ...(Array.isArray(include) && { included: textsOf(include).map((one) => place(fixedPartOf(one))) }),
  }) as Tsconfig;
}

/** A tsconfig has comments and trailing commas. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  const config = readJson(text.replace(/^\u{feff}/u, ""));
  return isRecord(config) ? config : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((one): one is string => typeof one === "string");
}

/** The steps of a pattern before the first wildcard, and without a file: `src` for `src/**\/*.ts` and for `src/index.ts`. */
function fixedPartOf(pattern: string): string {
  const steps = pattern.split("/");
  const wild = steps.findIndex((step) => /[*?]/u.test(step));
  const fixed = wild === -1 ? steps : steps.slice(0, wild);
  return (/\.[cm]?[jt]sx?$|\.json$/u.test(fixed.at(-1) ?? "") ? fixed.slice(0, -1) : fixed).join("/") || ".";
}
