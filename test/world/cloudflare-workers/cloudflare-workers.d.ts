/** As much of the module that every Worker can import as is used. */
declare module "cloudflare:workers" {
  export const env: { readonly POSTHOG_HOST: string; readonly HOW: "waitUntil" | "flush" };
  export function waitUntil(promise: Promise<unknown>): void;
}
