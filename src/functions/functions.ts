import { add } from "./add.ts";
import { audit } from "./audit.ts";
import { check } from "./check.ts";
import type { PlanFunction } from "./define-function.ts";
import { diff } from "./diff.ts";
import { doctor } from "./doctor.ts";
import { explain } from "./explain.ts";
import { exportPlan } from "./export.ts";
import { generate } from "./generate.ts";
import { importPlan } from "./import.ts";
import { init } from "./init.ts";
import { inspect } from "./inspect.ts";
import { list } from "./list.ts";
import { mcp } from "./mcp.ts";
import { nearestEvent } from "./nearest-event.ts";
import { outbox } from "./outbox.ts";
import { relay } from "./relay.ts";
import { validate } from "./validate.ts";

/**
 * Everything that can be done with a plan, in the order of the help. What each needs is loaded when it runs, so that `--help` and
 * usage errors are answered at once.
 */
export const FUNCTIONS: readonly PlanFunction[] = [
  generate,
  check,
  audit,
  inspect,
  init,
  importPlan,
  add,
  doctor,
  diff,
  exportPlan,
  outbox,
  relay,
  list,
  explain,
  nearestEvent,
  validate,
  mcp,
];
