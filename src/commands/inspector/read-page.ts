import type { Io } from "../io.ts";

/** The inspector's page, as the build made it. Undefined where the program runs from its sources and none was built. */
export async function readPage({ files }: Io): Promise<string | undefined> {
  // The same relative path from src/commands/inspector/ and dist/cli/chunks/.
  return files
    .readFile(new URL("../../../dist/inspector.html", import.meta.url), "utf8")
    .catch(() => undefined);
}
