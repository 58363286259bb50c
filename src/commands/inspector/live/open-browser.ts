import type { Io } from "../../io.ts";

/** The programs that open an address in the browser that people use. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address in the browser. @returns whether there was one to ask */
export async function openBrowser(
  url: string,
  io: Pick<Io, "runProgram" | "cwd" | "env">,
  platform = process.platform,
): Promise<boolean> {
  const [program, ...args] = OPENERS[platform] ?? ["xdg-open"];
  const env = Object.fromEntries(
    Object.entries(io.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  try {
    const { code } = await io.runProgram({ program, args: [...args, url], cwd: io.cwd, env });
    return code === 0;
  } catch {
    return false;
  }
}
