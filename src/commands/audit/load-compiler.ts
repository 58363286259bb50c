import type { Compiler } from "../../audit/project/compiler.ts";
import type { Io } from "../io.ts";
import { loadPeer } from "../load-peer.ts";

/**
 * Loads ts-morph as the project has it: an optional peer, which only `audit` and `init --from-code` need.
 *
 * @param folder - where the project's packages are looked for, upwards; absolute
 * @param root - of the project, absolute
 * @throws UsageError if it is not installed
 */
export function loadCompiler(folder: string, root: string, io: Io): Promise<Compiler> {
  return loadPeer(
    { name: "ts-morph", what: "Reading source code" },
    { folder, root, io },
    (require) => require("ts-morph") as Compiler,
  );
}
