import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleForClients } from "../hosts/bundle-program.ts";

const PART = new URL(".", import.meta.url);
const CLIENT = new URL("project/client.ts", PART);
const BUILD_ENDS_WITHIN_MS = 150_000;

export const NEXT = fileURLToPath(new URL("node_modules/next/dist/bin/next", PART));

/** Makes a production build of the project in a folder below the packages, with every client in it. */
export async function buildProject(into: string): Promise<void> {
  cpSync(new URL("project/", PART), into, { recursive: true });
  await bundleForClients([CLIENT], join(into, "clients/node"), { platform: "node" });
  await bundleForClients([CLIENT], join(into, "clients/edge"), { platform: "neutral" });
  await promisify(execFile)(process.execPath, [NEXT, "build"], {
    cwd: into,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PACKAGES_ROOT: fileURLToPath(PART),
    },
    timeout: BUILD_ENDS_WITHIN_MS,
  });
}
