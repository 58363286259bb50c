/** As much of miniflare as is used: types are checked without its packages, which are installed only when this part runs. */
declare module "miniflare" {
  export class Miniflare {
    constructor(options: {
      readonly modules: readonly {
        readonly type: "ESModule";
        readonly path: string;
        readonly contents: string;
      }[];
      readonly compatibilityDate: string;
      readonly compatibilityFlags: readonly string[];
      readonly bindings: Readonly<Record<string, string>>;
    });
    readonly ready: Promise<URL>;
    dispatchFetch(url: string): Promise<Response>;
    dispose(): Promise<void>;
  }
}
