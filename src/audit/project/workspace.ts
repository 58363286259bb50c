import { packageOf } from "./package-names.ts";
import type { SourceFiles } from "./source-files.ts";

/** Packages of the project itself: imports of them lead to their sources, not to what a build has made of them. */
export interface Workspace {
  /** The source file that an import of a package of the project leads to, if any. */
  sourceOf(specifier: string): string | undefined;
}

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"] as const;

/** @param manifests - paths of the `package.json` files of the project, absolute */
export function openWorkspace(manifests: readonly string[], files: SourceFiles): Workspace {
  const packages = new Map<string, { readonly folder: string; readonly manifest: Manifest }>();
  for (const path of manifests) {
    const manifest = readManifest(path, files);
    if (typeof manifest?.name === "string" && !packages.has(manifest.name)) {
      packages.set(manifest.name, { folder: path.slice(0, path.lastIndexOf("/")), manifest });
    }
  }
  return {
    sourceOf: (specifier) => {
      const { name = "", path: rest = "" } = packageOf(specifier) ?? {};
      const found = packages.get(name);
      if (found === undefined) return undefined;
      const { folder, manifest } = found;
      const named = entriesOf(manifest, rest).map((entry) => entry.replace(/^\.\//u, ""));
      const candidates = [...named, ...(rest === "" ? ["src/index", "index"] : [`src/${rest}`, rest])];
      for (const candidate of candidates) {
        const source = sourceAt(`${folder}/${candidate}`, files);
        if (source !== undefined) return source;
      }
      return undefined;
    },
  };
}

interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly types?: unknown;
  readonly exports?: unknown;
}

function readManifest(path: string, files: SourceFiles): Manifest | undefined {
  try {
    const data: unknown = JSON.parse(files.readFile(path) ?? "");
    return typeof data === "object" && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Paths that the manifest names for an entry, in any condition. */
function entriesOf(manifest: Manifest, rest: string): readonly string[] {
  const key = rest === "" ? "." : `./${rest}`;
  const { exports: exported } = manifest;
  const isMap = typeof exported === "object" && exported !== null && Object.keys(exported).some(isSubpath);
  const entry: unknown = isMap
    ? (exported as Record<string, unknown>)[key]
    : rest === ""
      ? exported
      : undefined;
  const others = rest === "" ? [manifest.types, manifest.module, manifest.main] : [];
  return [...leaves(entry), ...others.filter((one) => typeof one === "string")];
}

function isSubpath(key: string): boolean {
  return key.startsWith(".");
}

function leaves(entry: unknown, depth = 0): readonly string[] {
  if (typeof entry === "string") return [entry];
  if (typeof entry !== "object" || entry === null || depth > 8) return [];
  return Object.values(entry).flatMap((one) => leaves(one, depth + 1));
}

/** The source behind a path, which may be that of a built file. */
function sourceAt(path: string, files: SourceFiles): string | undefined {
  const stem = path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/u, "");
  const stems = [stem, stem.replace(/\/(?:dist|build|lib|out)\/(?:(?:esm|cjs|types)\/)?/u, "/src/")];
  for (const one of [...new Set(stems)].toReversed()) {
    for (const extension of EXTENSIONS) {
      for (const candidate of [one + extension, `${one}/index${extension}`]) {
        if (files.isFile(candidate)) return candidate;
      }
    }
  }
  return undefined;
}
