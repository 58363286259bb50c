import * as files from "node:fs/promises";
import type { Io, TextStream } from "../commands/io.ts";

/**
 * The real machine.
 *
 * @param cwd The working directory, absolute.
 */
export function nodeIo(cwd: string): Io {
  return {
    cwd,
    env: process.env,
    stdout: textStream(process.stdout),
    stderr: textStream(process.stderr),
    files,
  };
}

function textStream(stream: NodeJS.WriteStream): TextStream {
  return { isTTY: stream.isTTY === true, write: (text) => void stream.write(text) };
}
