/** The client that a program is bundled with: see `bundleProgram`. */
declare module "tracked-client" {
  import type { Client } from "./client.ts";

  export const client: Client;
}
