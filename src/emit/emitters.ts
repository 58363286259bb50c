import { docsEmitter } from "./docs/docs-emitter.ts";
import type { Emitter } from "./emitter.ts";
import { planJsonEmitter } from "./plan-json.ts";
import { includedSchemaEmitter } from "./schema/included-schema.ts";
import { schemaEmitter } from "./schema/schema-emitter.ts";
import { browserEmitter } from "./typescript/browser/browser-module.ts";
import { eventsEmitter } from "./typescript/events-module.ts";
import { indexEmitter } from "./typescript/index-module.ts";
import { userIdEmitter } from "./typescript/user-id-module.ts";
import { validatorsEmitter } from "./typescript/validators-module.ts";

/** Everything that a plan is turned into. */
export const EMITTERS: readonly Emitter[] = [
  indexEmitter,
  eventsEmitter,
  validatorsEmitter,
  userIdEmitter,
  browserEmitter,
  planJsonEmitter,
  schemaEmitter,
  includedSchemaEmitter,
  docsEmitter,
];
