import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { run } from "../child.ts";
import { typeName } from "../equal-input.ts";
import { writePeerSchemas } from "../peer-schemas.ts";

const TSC = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");
const SETTINGS = "--noEmit --strict --skipLibCheck --target es2022 --module nodenext --extendedDiagnostics";
const PROPERTIES = '{ thing_id: "x", tier: "pro", kind: "second", old_usd: 20, new_usd: 50 }';

/** How many types tsc instantiates for 1,000 events and a call of each, beside types that zod infers. */
export async function measureTypes(bench: Bench): Promise<void> {
  const { plan, report } = bench;
  const numbers = Array.from({ length: 1000 }, (_, number) => number);
  const ours = [
    'import * as tracking from "./generated/index.js";',
    "declare const user: tracking.ParsedUserId;",
    "const options = { timestamp: new Date() };",
    ...numbers.map((number) => `tracking.trackThing${number}Done(user, ${PROPERTIES}, options);`),
  ];
  const inferred = [
    'import type * as z from "zod";',
    'import type * as schemas from "./schemas.js";',
    ...numbers.flatMap((number) => [
      `type Event${number} = z.infer<typeof schemas.${typeName(`thing_${number}_done`)}>;`,
      `declare function track${number}(properties: Event${number}): void;`,
      `track${number}(${PROPERTIES});`,
    ]),
  ];
  report("instantiations", {
    ours: [instantiationsOf(plan.folder, ours)],
    beside: [instantiationsOf(writePeerSchemas(bench), inferred)],
  });
}

function instantiationsOf(folder: string, lines: readonly string[]): number {
  writeFileSync(join(folder, "calls.ts"), lines.join("\n"));
  const { stdout } = run([process.execPath, TSC, ...SETTINGS.split(" "), "calls.ts"], { cwd: folder });
  return Number(/^Instantiations:\s+(\d+)$/mu.exec(stdout)?.[1]);
}
