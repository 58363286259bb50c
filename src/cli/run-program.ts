import { execFile } from "node:child_process";
import type { ProgramCall, ProgramResult } from "../commands/io.ts";

/** Runs a program of the real machine, without a shell. See {@link ProgramCall}. */
export function runProgram({ program, args, cwd, env }: ProgramCall): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: { ...env },
      encoding: "buffer",
      maxBuffer: Infinity,
      windowsHide: true,
    } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      // A number is what it exited with; a text is why it could not run.
      const code = error === null ? 0 : error.code;
      if (typeof code === "string") reject(error);
      else resolve({ code: code ?? null, stdout, stderr: stderr.toString("utf8") });
    });
    child.stdin?.end();
  });
}
