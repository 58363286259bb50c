import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ChildResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** URLs of the modules that the program's imports were resolved to, in the order of the imports. */
  readonly modules: readonly string[];
}

/** Has every import of the program written to file descriptor 3, and hides the package named by HIDDEN_PACKAGE. */
const WATCH_IMPORTS = `
import { register } from "node:module";
register("data:text/javascript," + encodeURIComponent(\`
  import { writeSync } from "node:fs";
  export async function resolve(specifier, context, next) {
    if (specifier === process.env.HIDDEN_PACKAGE) {
      throw Object.assign(new Error("hidden"), { code: "ERR_MODULE_NOT_FOUND" });
    }
    const result = await next(specifier, context);
    writeSync(3, result.url + "\\\\n");
    return result;
  }
\`));
`;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a TypeScript program of this repository in a process of its own, with no other environment than these variables. */
export function runChild(
  file: string,
  variables: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<ChildResult> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(
    process.execPath,
    [
      "--conditions=@tracking-plan/source",
      "--import=tsx",
      `--import=data:text/javascript,${encodeURIComponent(WATCH_IMPORTS)}`,
      file,
      ...args,
    ],
    { cwd: ROOT, env: { PATH, HOME, ...variables }, stdio: ["ignore", "pipe", "pipe", "pipe"] },
  );
  const output = ["", "", "", ""];
  child.stdio.forEach((stream, index) => {
    stream?.on("data", (chunk: Buffer) => {
      output[index] += chunk.toString();
    });
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const [, stdout = "", stderr = "", modules = ""] = output;
      resolve({ code, stdout, stderr, modules: modules.split("\n").filter((url) => url !== "") });
    });
  });
}
