#!/usr/bin/env node
import { readFileSync } from "node:fs";
import * as files from "node:fs/promises";
import type { Io, TextStream } from "../commands/io.ts";
import { describeSystemError, isSystemError } from "../commands/system-error.ts";
import { type Program, run } from "./run.ts";

// The same way up from src/cli/ and from dist/cli/.
const program = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Program;

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  stdout: textStream(process.stdout),
  stderr: textStream(process.stderr),
  files,
};

process.stdout.on("error", (error) => {
  // The reader has seen enough, as in `| head`: what is being written to disk goes on, and the exit code stays.
  if (isSystemError(error) && error.code === "EPIPE") return;
  process.exitCode = 2;
  io.stderr.write(
    `tracking-plan: Cannot print: ${isSystemError(error) ? describeSystemError(error) : error.message}.\n`,
  );
});
// There is nowhere left to say it.
process.stderr.on("error", () => undefined);

// Not process.exit(): what is still in a pipe would be lost.
void run(process.argv.slice(2), program, io).then((code) => {
  process.exitCode ||= code;
});

function textStream(stream: NodeJS.WriteStream): TextStream {
  return { isTTY: stream.isTTY === true, write: (text) => void stream.write(text) };
}
