import { add } from "./commands/add.ts";
import { audit } from "./commands/audit.ts";
import { check } from "./commands/check.ts";
import { diff } from "./commands/diff.ts";
import { doctor } from "./commands/doctor.ts";
import { explain } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { generate } from "./commands/generate.ts";
import { importCommand } from "./commands/import.ts";
import { init } from "./commands/init.ts";
import { inspect } from "./commands/inspect.ts";
import { list } from "./commands/list.ts";
import { mcp } from "./commands/mcp.ts";
import { outbox } from "./commands/outbox.ts";
import { relay } from "./commands/relay.ts";
import type { CommandTable } from "./options.ts";

/** Every command, in the order of the help. Each is loaded when it runs, so that `--help` and usage errors are answered at once. */
export const COMMANDS = {
  generate,
  check,
  audit,
  inspect,
  init,
  import: importCommand,
  add,
  doctor,
  diff,
  export: exportCommand,
  outbox,
  relay,
  list,
  explain,
  mcp,
} as const satisfies CommandTable;
