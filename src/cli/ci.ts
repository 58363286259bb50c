import type { Io } from "../commands/io.ts";

/** What the variable CI says where there is none. */
const NO_CI: ReadonlySet<string> = new Set(["", "0", "false"]);

/** Whether a build runs us: some runners have terminals, but nobody at them. */
export function isCi({ CI = "" }: Io["env"]): boolean {
  return !NO_CI.has(CI);
}
