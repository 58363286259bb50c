import { setFlagsFromString } from "node:v8";
import { describeSystemError, isSystemError } from "../commands/io.ts";
import { findLinks, nodeIo } from "./node-io.ts";
import { run } from "./run.ts";

/** Runs the command line of this process. Its exit code is set when everything is done. */
export async function start(version: string, cache?: string): Promise<void> {
  optimizeLater(process.versions.node);
  const io = {
    ...nodeIo(process.cwd(), { showsLinks: await findLinks(process.env) }),
    cache: cache === undefined ? undefined : { folder: cache, version },
  };

  process.stdout.on("error", (error) => {
    // The reader closed the pipe, as `head` does: files are still written, and the exit code stays.
    if (isSystemError(error) && error.code === "EPIPE") return;
    process.exitCode = 2;
    const reason = isSystemError(error) ? describeSystemError(error) : error.message;
    io.stderr.write(`tracking-plan: Cannot print: ${reason}.\n`);
  });
  // Nowhere left to report it.
  process.stderr.on("error", () => undefined);

  // Not process.exit(): it would lose what is still in a pipe.
  const code = await run(process.argv.slice(2), version, io);
  process.exitCode ||= code;
}

/**
 * Has Node 20 optimize only what runs for long. A run takes a second, and the threads that optimize took a third of its
 * processor time. Later versions have no such flag, and compile less by themselves.
 */
function optimizeLater(nodeVersion: string): void {
  if (nodeVersion.startsWith("20.")) setFlagsFromString("--interrupt-budget=1000000");
}
