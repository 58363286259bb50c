import { setFlagsFromString } from "node:v8";
import { describeSystemError, isSystemError } from "../commands/io.ts";
import { findLinks, nodeIo } from "./node-io.ts";
import { run } from "./run.ts";

/** Runs the command line of this process. Its exit code is set when everything is done. */
export async function start(version: string, cache?: string): Promise<void> {
  tuneEngine(process.versions.node);
  let exits = false;
  const io = {
    ...nodeIo(process.cwd(), {
      showsLinks: await findLinks(process.env),
      exitWhenDone: () => {
        exits = true;
      },
    }),
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

  const code = await run(process.argv.slice(2), version, io);
  process.exitCode ||= code;
  // Not at once: that would lose what is still in a pipe.
  if (exits) process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}

/**
 * Suits V8 to runs of a second. Its heap grows by half at most before garbage is collected: a large plan takes a fifth less
 * memory and as long, a small one a twentieth longer. Node 20 optimizes only what runs for long: the threads for that took a
 * third of the processor time. Later versions have no such flag, and optimize less by themselves.
 */
function tuneEngine(nodeVersion: string): void {
  setFlagsFromString("--heap-growing-percent=50");
  if (nodeVersion.startsWith("20.")) setFlagsFromString("--interrupt-budget=1000000");
}
