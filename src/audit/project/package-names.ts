import { isBuiltin } from "node:module";

const SPECIFIER = /^((?:@[^/]+\/)?[^./#~@][^/]*)(?:\/(.*))?$/u;

/** Files that bundlers import and that have no types. */
const ASSET = /\.(?:css|less|s[ac]ss|styl|avif|gif|ico|jpe?g|mp[34]|png|svg|web[mp]|woff2?)(?:\?.*)?$/u;

/** The package that an import names, and the path inside of it; `undefined` for what names no package. */
export function packageOf(specifier: string): { readonly name: string; readonly path: string } | undefined {
  const [, name, path = ""] = SPECIFIER.exec(specifier) ?? [];
  return name === undefined ? undefined : { name, path };
}

/** The package whose types an import needs. Node's own modules and assets need none. */
export function typesNeededBy(specifier: string): string | undefined {
  return ASSET.test(specifier) || isBuiltin(specifier) ? undefined : packageOf(specifier)?.name;
}
